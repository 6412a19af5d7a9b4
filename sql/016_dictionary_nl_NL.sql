-- Made by sql/dictionary/make from nl_NL.txt: edit that.
INSERT INTO @extschema@.synth_dictionary (list, locale, value, tag, parent, weight, builtin)
SELECT s.list, 'nl_NL', w.value, w.tag, w.parent, coalesce(w.weight, CASE WHEN s.ranked THEN 10.0 OPERATOR(pg_catalog./) (9 OPERATOR(pg_catalog.+) e.n) ELSE s.weight END), true
FROM (VALUES
('given', true, $d$f$d$, $d$$d$, 1, $d$Maria;Johanna;Anna;Cornelia;Elisabeth;Anja;Ingrid;Monique;Linda;Petra;Esther;Sandra;Marieke;Saskia;Wilma;Sanne;
Lotte;Femke;Anouk;Iris;Eva;Sophie;Emma;Julia;Lisa;Fleur;Roos;Noor;Tess;Mila;Saar;Nora;Zo\u00eb;Liv;Laura;Kim;
Manon;Marloes;Joke;Hanneke;Ellen;Margriet;Truus;Ria;Yvonne;Nicole;Astrid;Inge;Mirjam;Renate;Maaike;Jolanda;
Karin;Wendy;Bianca;Annemiek;Loes;Marjolein$d$),
('given', true, $d$m$d$, $d$$d$, 1, $d$Jan;Johannes;Cornelis;Hendrik;Willem;Pieter;Gerrit;Jacob;Peter;Hans;Erik;Mark;Rob;Marcel;Paul;Martijn;Jeroen;
Dennis;Michel;Patrick;Sander;Bas;Niels;Thijs;Tim;Lars;Daan;Sem;Levi;Luuk;Bram;Finn;Noah;Lucas;Milan;Jesse;
Thomas;Ruben;Stijn;Joost;Koen;Wouter;Maarten;Arjan;Kees;Henk;Frank;Ronald;Ton;Bert;Wim;Piet;Theo;Joris;Jurgen;
Rik;Gijs;Floris$d$),
('family', true, $d$$d$, $d$$d$, 1, $d$de Jong;Jansen;de Vries;van den Berg;van Dijk;Bakker;Janssen;Visser;Smit;Meijer;de Boer;Mulder;de Groot;Bos;
Vos;Peters;Hendriks;van Leeuwen;Dekker;Brouwer;de Wit;Dijkstra;Smits;de Graaf;van der Meer;Kok;Jacobs;de Haan;
Vermeulen;van der Linden;van den Heuvel;van der Heijden;de Bruijn;Schouten;van Beek;Willems;van Vliet;
van de Ven;Hoekstra;Maas;Verhoeven;Koster;van Dam;Prins;Blom;Huisman;Peeters;de Jonge;Kuipers;van Veen;Kramer;
van Wijk;Postma;Veenstra;Post;Bosch;van Loon;Martens;Gerritsen;Timmermans;Sanders;Wolters;van Doorn;Evers;
Molenaar;Scholten;Groen;Hofman;Jonker;Hermans;Verbeek;Driessen;Boer;Vink;Kuiper;Bosman;Groenewegen$d$),
('title', false, $d$$d$, $d$$d$, 1, $d$dhr.|m||4;mevr.|f||4;drs.|||0.3;dr.|||0.3$d$),
('street', true, $d$$d$, $d$$d$, 1, $d$Kerkstraat;Schoolstraat;Dorpsstraat;Molenstraat;Molenweg;Julianastraat;Nieuwstraat;Parallelweg;
Wilhelminastraat;Beatrixstraat;Kastanjelaan;Eikenlaan;Stationsweg;Marktstraat;Beukenlaan;Sportlaan;Kerkweg;
Industrieweg;Emmastraat;Raadhuisstraat;Lindelaan;Meidoornstraat;Berkenlaan;Prins Hendrikstraat;Stationsstraat;
Nieuweweg;Hoogstraat;Dorpsweg;Wilgenstraat;Irenestraat;Oranjestraat;Vijverlaan;Tulpstraat;Rozenstraat;
Zuiderweg;Noordereinde;Havenstraat;Achterweg;Kanaalweg;Breestraat$d$),
('street_format', false, $d$$d$, $d$$d$, 1, $d${street} {number}$d$),
('region', false, $d$$d$, $d$NL$d$, 1, $d$Drenthe|DR;Flevoland|FL;Friesland|FR;Gelderland|GE;Groningen|GR;Limburg|LI;Noord-Brabant|NB;Noord-Holland|NH;
Overijssel|OV;Utrecht|UT;Zeeland|ZE;Zuid-Holland|ZH$d$),
('city', true, $d$$d$, $d$$d$, 1, $d$Amsterdam|10|Noord-Holland;Rotterdam|30|Zuid-Holland;Den Haag|25|Zuid-Holland;Utrecht|35|Utrecht;
Eindhoven|56|Noord-Brabant;Groningen|97|Groningen;Tilburg|50|Noord-Brabant;Almere|13|Flevoland;
Breda|48|Noord-Brabant;Nijmegen|65|Gelderland;Arnhem|68|Gelderland;Haarlem|20|Noord-Holland;
Enschede|75|Overijssel;Amersfoort|38|Utrecht;Apeldoorn|73|Gelderland;'s-Hertogenbosch|52|Noord-Brabant;
Zwolle|80|Overijssel;Leiden|23|Zuid-Holland;Maastricht|62|Limburg;Dordrecht|33|Zuid-Holland;
Zoetermeer|27|Zuid-Holland;Leeuwarden|89|Friesland;Deventer|74|Overijssel;Delft|26|Zuid-Holland;
Alkmaar|18|Noord-Holland;Venlo|59|Limburg;Assen|94|Drenthe;Middelburg|43|Zeeland;Hilversum|12|Noord-Holland;
Lelystad|82|Flevoland$d$),
('postcode', false, $d$$d$, $d$$d$, 1, $d$[1-9][0-9]{3} [A-RT-Z][A-Z]$d$),
('phone', false, $d$$d$, $d$$d$, 1, $d$060 [0-9]{7}|||3;060-[0-9]{7}|||2;\u005c+31 60 [0-9]{7}|||2$d$),
('national_id', false, $d$$d$, $d$$d$, 1, $d$9999[0-9]{5}$d$),
('company_suffix', false, $d$$d$, $d$$d$, 1, $d$B.V.|||10;N.V.;V.O.F.|||2;& Zonen;Groep;Holding;en Partners$d$),
('country', false, $d$$d$, $d$$d$, 1, $d$Nederland|NL NLD||20;Belgi\u00eb|BE BEL||4;Duitsland|DE DEU||3;Frankrijk|FR FRA;Luxemburg|LU LUX;
Verenigd Koninkrijk|GB GBR;Ierland|IE IRL;Spanje|ES ESP;Portugal|PT PRT;Itali\u00eb|IT ITA;Zwitserland|CH CHE;
Oostenrijk|AT AUT;Polen|PL POL;Zweden|SE SWE;Noorwegen|NO NOR;Denemarken|DK DNK;Finland|FI FIN;
Griekenland|GR GRC;Turkije|TR TUR;Verenigde Staten|US USA;Canada|CA CAN;Suriname|SR SUR;Brazili\u00eb|BR BRA;
Australi\u00eb|AU AUS;Japan|JP JPN;China|CN CHN$d$),
('colour', false, $d$$d$, $d$$d$, 1, $d$rood|#ff0000;blauw|#0000ff;groen|#008000;geel|#ffff00;oranje|#ffa500;paars|#800080;roze|#ffc0cb;bruin|#a52a2a;
zwart|#000000;wit|#ffffff;grijs|#808080;turkoois|#40e0d0;beige|#f5f5dc;goud|#ffd700$d$),
('job', true, $d$$d$, $d$$d$, 1, $d$Verkoopmedewerker;Administratief medewerker;Verpleegkundige;Leraar;Lerares;Ingenieur;Softwareontwikkelaar;
Projectleider;Verkoopleider;Inkoper;Boekhouder;Accountant;Receptioniste;Secretaresse;Directeur;Bedrijfsleider;
Elektricien;Loodgieter;Timmerman;Metselaar;Schilder;Monteur;Vrachtwagenchauffeur;Magazijnmedewerker;Kok;Ober;
Bakker;Slager;Kapper;Kapster;Landbouwer;Hovenier;Huisarts;Apotheker;Tandarts;Advocaat;Notaris;Architect;
Journalist;Vertaler;Adviseur;Marketingmedewerker;Personeelsadviseur;Politieagent;Brandweerman;Stagiair;
Gepensioneerd;Eigenaar$d$)
) AS s (list, ranked, tag, parent, weight, words),
LATERAL pg_catalog.unnest(pg_catalog.string_to_array(s.words, ';')) WITH ORDINALITY AS e (entry, n),
LATERAL (SELECT @extschema@.synth_dictionary_text(pg_catalog.ltrim(pg_catalog.split_part(e.entry, '|', 1), pg_catalog.chr(10))) AS value,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 2), ''), s.tag)) AS tag,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 3), ''), s.parent)) AS parent,
	nullif(pg_catalog.split_part(e.entry, '|', 4), '')::pg_catalog.float4 AS weight) AS w
-- what the encoding of the database cannot hold is left out
WHERE w.value IS NOT NULL AND w.tag IS NOT NULL AND w.parent IS NOT NULL;
