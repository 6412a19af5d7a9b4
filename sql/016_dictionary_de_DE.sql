-- Made by sql/dictionary/make from de_DE.txt: edit that.
INSERT INTO @extschema@.synth_dictionary (list, locale, value, tag, parent, weight, builtin)
SELECT s.list, 'de_DE', w.value, w.tag, w.parent, coalesce(w.weight, CASE WHEN s.ranked THEN 10.0 OPERATOR(pg_catalog./) (9 OPERATOR(pg_catalog.+) e.n) ELSE s.weight END), true
FROM (VALUES
('given', true, $d$f$d$, $d$$d$, 1, $d$Maria;Anna;Ursula;Monika;Petra;Elisabeth;Sabine;Renate;Helga;Karin;Brigitte;Ingrid;Susanne;Claudia;Andrea;
Julia;Stefanie;Birgit;Martina;Gisela;Christina;Nicole;Katharina;Sandra;Angelika;Heike;Gabriele;Melanie;
Christine;Barbara;Laura;Lena;Sarah;Lea;Hannah;Sophie;Emma;Mia;Johanna;Marie;Franziska;Anja;Daniela;Kathrin;
Tanja;Nadine;Silke;Ute;Simone;Jana;Jessica;Vanessa;Lisa;Charlotte;Frieda;K\u00e4the;Heidi;Jutta;Sigrid;Mareike;
Antje;Annegret;Doris;Elke$d$),
('given', true, $d$m$d$, $d$$d$, 1, $d$Peter;Michael;Thomas;Andreas;Wolfgang;Hans;Klaus;J\u00fcrgen;G\u00fcnter;Stefan;Christian;Uwe;Werner;Horst;
Frank;Dieter;Manfred;Gerhard;Bernd;Alexander;Martin;Matthias;Jan;Helmut;Heinz;Markus;Daniel;Sebastian;Tobias;
Florian;Jens;Ralf;Rainer;Lukas;Felix;Maximilian;Jonas;Leon;Paul;Finn;Elias;Ben;Noah;Philipp;David;Dominik;Tim;
Fabian;J\u00f6rg;Sven;Holger;Karl;Walter;Norbert;Herbert;Georg;Rolf;Bj\u00f6rn;Moritz;Johannes;Julian;Niklas;
Simon;Volker;G\u00f6tz$d$),
('family', true, $d$$d$, $d$$d$, 1, $d$M\u00fcller;Schmidt;Schneider;Fischer;Weber;Meyer;Wagner;Becker;Schulz;Hoffmann;Sch\u00e4fer;Koch;Bauer;
Richter;Klein;Wolf;Schr\u00f6der;Neumann;Schwarz;Zimmermann;Braun;Kr\u00fcger;Hofmann;Hartmann;Lange;Schmitt;
Werner;Schmitz;Krause;Meier;Lehmann;Schmid;Schulze;Maier;K\u00f6hler;Herrmann;K\u00f6nig;Walter;Mayer;Huber;
Kaiser;Fuchs;Peters;Lang;Scholz;M\u00f6ller;Wei\u00df;Jung;Hahn;Schubert;Vogel;Friedrich;Keller;G\u00fcnther;
Frank;Berger;Winkler;Roth;Beck;Lorenz;Baumann;Franke;Albrecht;Schuster;Simon;Ludwig;B\u00f6hm;Winter;Kraus;
Martin;Schumacher;Kr\u00e4mer;Vogt;Stein;J\u00e4ger;Otto;Sommer;Gro\u00df;Seidel;Heinrich;Brandt;Haas;
Schreiber;Graf;Schulte;Dietrich;Ziegler;Kuhn;K\u00fchn;Pohl;Engel;Horn;Busch;Bergmann;Thomas;Voigt;Sauer;
Arnold;Wolff;Pfeiffer$d$),
('title', false, $d$$d$, $d$$d$, 1, $d$Herr|m||4;Frau|f||4;Dr.|||0.4$d$),
('street', true, $d$$d$, $d$$d$, 1, $d$Hauptstra\u00dfe;Schulstra\u00dfe;Gartenstra\u00dfe;Bahnhofstra\u00dfe;Dorfstra\u00dfe;Bergstra\u00dfe;
Birkenweg;Lindenstra\u00dfe;Kirchstra\u00dfe;Waldstra\u00dfe;Ringstra\u00dfe;Amselweg;Wiesenweg;
Jahnstra\u00dfe;Buchenweg;Eichenweg;Finkenweg;Ahornweg;Rosenweg;Wiesenstra\u00dfe;Blumenstra\u00dfe;
Feldstra\u00dfe;Am Sportplatz;M\u00fchlenweg;Drosselweg;Rosenstra\u00dfe;Goethestra\u00dfe;Schillerstra\u00dfe;
Tannenweg;Kastanienweg;Fliederweg;Kirchweg;M\u00fchlstra\u00dfe;Lerchenweg;Talstra\u00dfe;Poststra\u00dfe;
Brunnenstra\u00dfe;Sonnenstra\u00dfe;Marktplatz;Lange Stra\u00dfe;Friedhofstra\u00dfe;Mozartstra\u00dfe;
Parkstra\u00dfe;Uferstra\u00dfe;Steinweg;Am Bach;Im Winkel;Meisenweg;Nelkenweg;Tulpenweg$d$),
('street_format', false, $d$$d$, $d$$d$, 1, $d${street} {number}$d$),
('region', false, $d$$d$, $d$DE$d$, 1, $d$Baden-W\u00fcrttemberg|BW;Bayern|BY;Berlin|BE;Brandenburg|BB;Bremen|HB;Hamburg|HH;Hessen|HE;
Mecklenburg-Vorpommern|MV;Niedersachsen|NI;Nordrhein-Westfalen|NW;Rheinland-Pfalz|RP;Saarland|SL;Sachsen|SN;
Sachsen-Anhalt|ST;Schleswig-Holstein|SH;Th\u00fcringen|TH$d$),
('city', true, $d$$d$, $d$$d$, 1, $d$Berlin|10|Berlin;Hamburg|20|Hamburg;M\u00fcnchen|80|Bayern;K\u00f6ln|50|Nordrhein-Westfalen;
Frankfurt am Main|60|Hessen;Stuttgart|70|Baden-W\u00fcrttemberg;D\u00fcsseldorf|40|Nordrhein-Westfalen;
Leipzig|04|Sachsen;Dortmund|44|Nordrhein-Westfalen;Essen|45|Nordrhein-Westfalen;Bremen|28|Bremen;
Dresden|01|Sachsen;Hannover|30|Niedersachsen;N\u00fcrnberg|90|Bayern;Duisburg|47|Nordrhein-Westfalen;
Bochum|44|Nordrhein-Westfalen;Wuppertal|42|Nordrhein-Westfalen;Bielefeld|33|Nordrhein-Westfalen;
Bonn|53|Nordrhein-Westfalen;M\u00fcnster|48|Nordrhein-Westfalen;Mannheim|68|Baden-W\u00fcrttemberg;
Karlsruhe|76|Baden-W\u00fcrttemberg;Augsburg|86|Bayern;Wiesbaden|65|Hessen;Aachen|52|Nordrhein-Westfalen;
Braunschweig|38|Niedersachsen;Kiel|24|Schleswig-Holstein;Chemnitz|09|Sachsen;Halle (Saale)|06|Sachsen-Anhalt;
Magdeburg|39|Sachsen-Anhalt;Freiburg im Breisgau|79|Baden-W\u00fcrttemberg;L\u00fcbeck|23|Schleswig-Holstein;
Erfurt|99|Th\u00fcringen;Mainz|55|Rheinland-Pfalz;Rostock|18|Mecklenburg-Vorpommern;Kassel|34|Hessen;
Saarbr\u00fccken|66|Saarland;Potsdam|14|Brandenburg;Oldenburg|26|Niedersachsen;Osnabr\u00fcck|49|Niedersachsen;
Heidelberg|69|Baden-W\u00fcrttemberg;Regensburg|93|Bayern;W\u00fcrzburg|97|Bayern;
G\u00f6ttingen|37|Niedersachsen;Ulm|89|Baden-W\u00fcrttemberg;Trier|54|Rheinland-Pfalz;Jena|07|Th\u00fcringen;
Cottbus|03|Brandenburg;Schwerin|19|Mecklenburg-Vorpommern;Flensburg|24|Schleswig-Holstein$d$),
('postcode', false, $d$$d$, $d$$d$, 1, $d$[0-9]{5}$d$),
('phone', false, $d$$d$, $d$$d$, 1, $d$\u005c+49 30 23125[0-9]{3};\u005c+49 69 90009[0-9]{3};\u005c+49 40 66969[0-9]{3};\u005c+49 221 4710[0-9]{3};
\u005c+49 89 99998[0-9]{3};030 23125[0-9]{3};069 90009[0-9]{3};040 66969[0-9]{3};0221 4710[0-9]{3};
089 99998[0-9]{3};0171 39200[0-9]{2}|||0.3;0176 040690[0-9]{2}|||0.3$d$),
('national_id', false, $d$$d$, $d$$d$, 1, $d$0[0-9]{10}$d$),
('company_suffix', false, $d$$d$, $d$$d$, 1, $d$GmbH|||10;GmbH & Co. KG|||4;AG|||2;KG|||2;OHG;e. K.;& S\u00f6hne;Gruppe;UG$d$),
('country', false, $d$$d$, $d$$d$, 1, $d$Deutschland|DE DEU||20;\u00d6sterreich|AT AUT||3;Schweiz|CH CHE||3;Frankreich|FR FRA;Italien|IT ITA;
Spanien|ES ESP;Niederlande|NL NLD;Belgien|BE BEL;Luxemburg|LU LUX;Polen|PL POL;Tschechien|CZ CZE;
D\u00e4nemark|DK DNK;Schweden|SE SWE;Norwegen|NO NOR;Finnland|FI FIN;Vereinigtes K\u00f6nigreich|GB GBR;
Irland|IE IRL;Portugal|PT PRT;Griechenland|GR GRC;T\u00fcrkei|TR TUR;Ungarn|HU HUN;Rum\u00e4nien|RO ROU;
Ukraine|UA UKR;Vereinigte Staaten|US USA;Kanada|CA CAN;Brasilien|BR BRA;Australien|AU AUS;Japan|JP JPN;
China|CN CHN;Indien|IN IND$d$),
('colour', false, $d$$d$, $d$$d$, 1, $d$rot|#ff0000;blau|#0000ff;gr\u00fcn|#008000;gelb|#ffff00;orange|#ffa500;violett|#ee82ee;rosa|#ffc0cb;
braun|#a52a2a;schwarz|#000000;wei\u00df|#ffffff;grau|#808080;t\u00fcrkis|#40e0d0;beige|#f5f5dc;gold|#ffd700;
silber|#c0c0c0$d$),
('job', true, $d$$d$, $d$$d$, 1, $d$Verk\u00e4ufer;Verk\u00e4uferin;B\u00fcrokauffrau;B\u00fcrokaufmann;Sachbearbeiter;Sachbearbeiterin;
Krankenpfleger;Krankenschwester;Erzieherin;Erzieher;Lehrer;Lehrerin;Elektriker;Mechaniker;Ingenieur;
Ingenieurin;Softwareentwickler;Softwareentwicklerin;Projektleiter;Projektleiterin;Gesch\u00e4ftsf\u00fchrer;
Gesch\u00e4ftsf\u00fchrerin;Vertriebsleiter;Vertriebsmitarbeiter;Buchhalter;Buchhalterin;Steuerberater;Arzt;
\u00c4rztin;Apotheker;Rechtsanwalt;Rechtsanw\u00e4ltin;Koch;Kellner;Kellnerin;B\u00e4cker;Metzger;Tischler;
Maurer;Maler;Klempner;Dachdecker;Schlosser;Lagerist;Kraftfahrer;Busfahrer;Landwirt;G\u00e4rtner;Friseur;
Friseurin;Polizist;Feuerwehrmann;Architekt;Architektin;Sekret\u00e4rin;Assistentin der Gesch\u00e4ftsleitung;
Eink\u00e4ufer;Einkaufsleiter;Personalreferent;Personalleiterin;Controller;Berater;Beraterin;\u00dcbersetzerin;
Redakteur;Grafikerin;Auszubildender;Praktikantin;Rentner;Inhaber;Inhaberin$d$)
) AS s (list, ranked, tag, parent, weight, words),
LATERAL pg_catalog.unnest(pg_catalog.string_to_array(s.words, ';')) WITH ORDINALITY AS e (entry, n),
LATERAL (SELECT @extschema@.synth_dictionary_text(pg_catalog.ltrim(pg_catalog.split_part(e.entry, '|', 1), pg_catalog.chr(10))) AS value,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 2), ''), s.tag)) AS tag,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 3), ''), s.parent)) AS parent,
	nullif(pg_catalog.split_part(e.entry, '|', 4), '')::pg_catalog.float4 AS weight) AS w
-- what the encoding of the database cannot hold is left out
WHERE w.value IS NOT NULL AND w.tag IS NOT NULL AND w.parent IS NOT NULL;
