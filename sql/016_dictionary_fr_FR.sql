-- Made by sql/dictionary/make from fr_FR.txt: edit that.
INSERT INTO @extschema@.synth_dictionary (list, locale, value, tag, parent, weight, builtin)
SELECT s.list, 'fr_FR', w.value, w.tag, w.parent, coalesce(w.weight, CASE WHEN s.ranked THEN 10.0 OPERATOR(pg_catalog./) (9 OPERATOR(pg_catalog.+) e.n) ELSE s.weight END), true
FROM (VALUES
('given', true, $d$f$d$, $d$$d$, 1, $d$Marie;Nathalie;Isabelle;Sylvie;Catherine;Fran\u00e7oise;Martine;Christine;Monique;Val\u00e9rie;Sandrine;
V\u00e9ronique;Nicole;St\u00e9phanie;Sophie;C\u00e9line;Anne;Chantal;Patricia;Brigitte;Julie;Aur\u00e9lie;
Laurence;Christelle;\u00c9milie;Camille;Jacqueline;L\u00e9a;Manon;Chlo\u00e9;Emma;In\u00e8s;Jade;Louise;Alice;
Lina;Sarah;Laura;Pauline;Mathilde;Lucie;Charlotte;Clara;Juliette;\u00c9lodie;Delphine;H\u00e9l\u00e8ne;
Agn\u00e8s;Florence;Corinne;Odile;Colette;Genevi\u00e8ve;Am\u00e9lie;Zo\u00e9$d$),
('given', true, $d$m$d$, $d$$d$, 1, $d$Jean;Philippe;Michel;Alain;Patrick;Nicolas;Christophe;Pierre;Christian;\u00c9ric;Fr\u00e9d\u00e9ric;Laurent;
St\u00e9phane;David;Pascal;Daniel;G\u00e9rard;Thierry;Julien;Olivier;Bernard;Thomas;S\u00e9bastien;Bruno;
Alexandre;Jacques;Vincent;Antoine;Maxime;Lucas;Hugo;Louis;Gabriel;Jules;Arthur;L\u00e9o;Rapha\u00ebl;Adam;Paul;
Mathieu;Guillaume;Romain;Cl\u00e9ment;Benjamin;Fran\u00e7ois;Andr\u00e9;Claude;Marcel;Yves;Gilles;Herv\u00e9;
Beno\u00eet;J\u00e9r\u00f4me;C\u00e9dric;Jean-Pierre;Jean-Luc;R\u00e9mi$d$),
('family', true, $d$$d$, $d$$d$, 1, $d$Martin;Bernard;Thomas;Petit;Robert;Richard;Durand;Dubois;Moreau;Laurent;Simon;Michel;Lefebvre;Leroy;Roux;David;
Bertrand;Morel;Fournier;Girard;Bonnet;Dupont;Lambert;Fontaine;Rousseau;Vincent;Muller;Lef\u00e8vre;Faure;
Andr\u00e9;Mercier;Blanc;Gu\u00e9rin;Boyer;Garnier;Chevalier;Fran\u00e7ois;Legrand;Gauthier;Garcia;Perrin;
Robin;Cl\u00e9ment;Morin;Nicolas;Henry;Roussel;Mathieu;Gautier;Masson;Marchand;Duval;Denis;Dumont;Marie;
Lemaire;No\u00ebl;Meyer;Dufour;Meunier;Brun;Blanchard;Giraud;Joly;Rivi\u00e8re;Lucas;Brunet;Gaillard;Barbier;
Arnaud;Martinez;G\u00e9rard;Roche;Renard;Schmitt;Roy;Leroux;Colin;Vidal;Caron;Picard;Roger;Fabre;Aubert;
Lemoine;Renaud;Dumas;Lacroix;Olivier;Philippe;Bourgeois;Pierre;Beno\u00eet;Rey;Leclerc;Payet;Rolland;Leclercq;
Guillaume;Lecomte;Lopez;Jean$d$),
('title', false, $d$$d$, $d$$d$, 1, $d$M.|m||4;Mme|f||4;Mlle|f||0.5;Dr|||0.3$d$),
('street', true, $d$$d$, $d$$d$, 1, $d$rue de l'\u00c9glise;place de l'\u00c9glise;Grande Rue;rue du Moulin;place de la Mairie;rue du Ch\u00e2teau;
rue des \u00c9coles;rue de la Gare;rue de la Mairie;rue Principale;rue du Stade;rue de la Fontaine;rue Pasteur;
rue des Jardins;rue Victor Hugo;avenue de la R\u00e9publique;rue Jean Jaur\u00e8s;rue des Lilas;
rue des Rosiers;rue de la Poste;rue du Lavoir;chemin des Vignes;rue du Pont;boulevard Voltaire;
avenue de la Gare;rue de Verdun;rue Nationale;rue des Tilleuls;all\u00e9e des Ch\u00eanes;rue du March\u00e9;
rue de la Paix;chemin du Moulin;rue des Acacias;rue Neuve;impasse des Cerisiers;rue du Bois;
quai de la Rivi\u00e8re;rue des Pr\u00e9s;rue du Puits;avenue des Platanes$d$),
('street_format', false, $d$$d$, $d$$d$, 1, $d${number} {street}$d$),
('region', false, $d$$d$, $d$FR$d$, 1, $d$Auvergne-Rh\u00f4ne-Alpes|ARA;Bourgogne-Franche-Comt\u00e9|BFC;Bretagne|BRE;Centre-Val de Loire|CVL;Corse|20R;
Grand Est|GES;Hauts-de-France|HDF;\u00cele-de-France|IDF;Normandie|NOR;Nouvelle-Aquitaine|NAQ;Occitanie|OCC;
Pays de la Loire|PDL;Provence-Alpes-C\u00f4te d'Azur|PAC$d$),
('city', true, $d$$d$, $d$$d$, 1, $d$Paris|750|\u00cele-de-France;Marseille|130|Provence-Alpes-C\u00f4te d'Azur;Lyon|690|Auvergne-Rh\u00f4ne-Alpes;
Toulouse|31|Occitanie;Nice|06|Provence-Alpes-C\u00f4te d'Azur;Nantes|44|Pays de la Loire;
Montpellier|34|Occitanie;Strasbourg|67|Grand Est;Bordeaux|33|Nouvelle-Aquitaine;Lille|59|Hauts-de-France;
Rennes|35|Bretagne;Reims|51|Grand Est;Toulon|83|Provence-Alpes-C\u00f4te d'Azur;
Saint-\u00c9tienne|42|Auvergne-Rh\u00f4ne-Alpes;Le Havre|76|Normandie;Grenoble|38|Auvergne-Rh\u00f4ne-Alpes;
Dijon|21|Bourgogne-Franche-Comt\u00e9;Angers|49|Pays de la Loire;N\u00eemes|30|Occitanie;
Clermont-Ferrand|63|Auvergne-Rh\u00f4ne-Alpes;Le Mans|72|Pays de la Loire;Brest|29|Bretagne;
Tours|37|Centre-Val de Loire;Amiens|80|Hauts-de-France;Limoges|87|Nouvelle-Aquitaine;Metz|57|Grand Est;
Besan\u00e7on|25|Bourgogne-Franche-Comt\u00e9;Perpignan|66|Occitanie;Orl\u00e9ans|45|Centre-Val de Loire;
Caen|14|Normandie;Rouen|76|Normandie;Nancy|54|Grand Est;Poitiers|86|Nouvelle-Aquitaine;
La Rochelle|17|Nouvelle-Aquitaine;Ajaccio|20|Corse$d$),
('postcode', false, $d$$d$, $d$$d$, 1, $d$[0-9]{5}$d$),
('phone', false, $d$$d$, $d$$d$, 1, $d$01 99 00 [0-9]{2} [0-9]{2}|||3;02 61 91 [0-9]{2} [0-9]{2};03 53 01 [0-9]{2} [0-9]{2};
04 65 71 [0-9]{2} [0-9]{2};05 36 49 [0-9]{2} [0-9]{2};06 39 98 [0-9]{2} [0-9]{2}|||4;
\u005c+33 6 39 98 [0-9]{2} [0-9]{2}|||2$d$),
('national_id', false, $d$$d$, $d$$d$, 1, $d$[12][0-9]{2}1[3-9](0[1-9]\u007c[1-8][0-9]\u007c9[0-5])[0-9]{3}[0-9]{3}[0-9]{2}$d$),
('company_suffix', false, $d$$d$, $d$$d$, 1, $d$SARL|||8;SAS|||8;SA|||3;& Fils;EURL;et Associ\u00e9s;Groupe$d$),
('country', false, $d$$d$, $d$$d$, 1, $d$France|FR FRA||20;Belgique|BE BEL||3;Suisse|CH CHE||3;Luxembourg|LU LUX;Allemagne|DE DEU||2;Italie|IT ITA;
Espagne|ES ESP;Portugal|PT PRT;Royaume-Uni|GB GBR;Irlande|IE IRL;Pays-Bas|NL NLD;Autriche|AT AUT;
Pologne|PL POL;Su\u00e8de|SE SWE;Norv\u00e8ge|NO NOR;Danemark|DK DNK;Finlande|FI FIN;Gr\u00e8ce|GR GRC;
Turquie|TR TUR;Maroc|MA MAR;Alg\u00e9rie|DZ DZA;Tunisie|TN TUN;S\u00e9n\u00e9gal|SN SEN;Canada|CA CAN;
\u00c9tats-Unis|US USA;Br\u00e9sil|BR BRA;Australie|AU AUS;Japon|JP JPN;Chine|CN CHN;Inde|IN IND$d$),
('colour', false, $d$$d$, $d$$d$, 1, $d$rouge|#ff0000;bleu|#0000ff;vert|#008000;jaune|#ffff00;orange|#ffa500;violet|#ee82ee;rose|#ffc0cb;
marron|#a52a2a;noir|#000000;blanc|#ffffff;gris|#808080;turquoise|#40e0d0;beige|#f5f5dc;dor\u00e9|#ffd700;
argent|#c0c0c0$d$),
('job', true, $d$$d$, $d$$d$, 1, $d$Vendeur;Vendeuse;Secr\u00e9taire;Comptable;Infirmier;Infirmi\u00e8re;Enseignant;Enseignante;Ing\u00e9nieur;
Ing\u00e9nieure;D\u00e9veloppeur;D\u00e9veloppeuse;Chef de projet;Directeur commercial;Directrice commerciale;
Directeur g\u00e9n\u00e9ral;G\u00e9rant;G\u00e9rante;Assistant de direction;Assistante de direction;Commercial;
Commerciale;Technicien;Technicienne;\u00c9lectricien;Plombier;Menuisier;Ma\u00e7on;Peintre;M\u00e9canicien;
Chauffeur routier;Magasinier;Cuisinier;Cuisini\u00e8re;Serveur;Serveuse;Boulanger;Boucher;Coiffeur;Coiffeuse;
Agriculteur;Jardinier;M\u00e9decin;Pharmacien;Pharmacienne;Dentiste;Avocat;Avocate;Notaire;Architecte;
Journaliste;Traductrice;Graphiste;Acheteur;Responsable des achats;Responsable logistique;Responsable marketing;
Responsable des ressources humaines;Contr\u00f4leur de gestion;Consultant;Consultante;Policier;Pompier;
Aide-soignante;\u00c9ducateur;\u00c9ducatrice;Agent d'accueil;Apprenti;Stagiaire;Retrait\u00e9;
Propri\u00e9taire$d$)
) AS s (list, ranked, tag, parent, weight, words),
LATERAL pg_catalog.unnest(pg_catalog.string_to_array(s.words, ';')) WITH ORDINALITY AS e (entry, n),
LATERAL (SELECT @extschema@.synth_dictionary_text(pg_catalog.ltrim(pg_catalog.split_part(e.entry, '|', 1), pg_catalog.chr(10))) AS value,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 2), ''), s.tag)) AS tag,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 3), ''), s.parent)) AS parent,
	nullif(pg_catalog.split_part(e.entry, '|', 4), '')::pg_catalog.float4 AS weight) AS w
-- what the encoding of the database cannot hold is left out
WHERE w.value IS NOT NULL AND w.tag IS NOT NULL AND w.parent IS NOT NULL;
