-- Made by sql/dictionary/make from sv_SE.txt: edit that.
INSERT INTO @extschema@.synth_dictionary (list, locale, value, tag, parent, weight, builtin)
SELECT s.list, 'sv_SE', w.value, w.tag, w.parent, coalesce(w.weight, CASE WHEN s.ranked THEN 10.0 OPERATOR(pg_catalog./) (9 OPERATOR(pg_catalog.+) e.n) ELSE s.weight END), true
FROM (VALUES
('given', true, $d$f$d$, $d$$d$, 1, $d$Maria;Elisabeth;Anna;Kristina;Margareta;Eva;Birgitta;Karin;Linn\u00e9a;Marie;Ingrid;Sofia;Kerstin;Lena;Sara;
Helena;Emma;Johanna;Katarina;Elin;Inger;Susanne;Monica;Jenny;Hanna;Cecilia;Ulla;Linda;Annika;Julia;Matilda;Ida;
Malin;Gunilla;Carina;Amanda;Alice;Maja;Ebba;Wilma;Elsa;Astrid;Alva;Saga;Klara;Ella;Agnes;Freja;Sanna;Therese;
Frida;Josefin;Lovisa;Ann-Marie;\u00c5sa;Ylva;Tove;Siv$d$),
('given', true, $d$m$d$, $d$$d$, 1, $d$Lars;Erik;Karl;Anders;Per;Johan;Nils;Jan;Mikael;Lennart;Hans;Olof;Peter;Sven;Gunnar;Fredrik;Bengt;Bo;Daniel;
Gustav;\u00c5ke;G\u00f6ran;Alexander;Magnus;Martin;Andreas;Stefan;John;Leif;Mattias;Bj\u00f6rn;Thomas;Henrik;
Jonas;Ulf;Simon;Arne;Christian;Oskar;Niklas;William;Lucas;Liam;Hugo;Elias;Oliver;Viktor;Emil;Axel;Ludvig;Filip;
Anton;Isak;Jakob;Sebastian;Rolf;Kjell;H\u00e5kan;Torbj\u00f6rn;S\u00f6ren$d$),
('family', true, $d$$d$, $d$$d$, 1, $d$Andersson;Johansson;Karlsson;Nilsson;Eriksson;Larsson;Olsson;Persson;Svensson;Gustafsson;Pettersson;Jonsson;
Jansson;Hansson;Bengtsson;J\u00f6nsson;Lindberg;Jakobsson;Magnusson;Olofsson;Lindstr\u00f6m;Lindqvist;Lindgren;
Axelsson;Berg;Lundberg;Bergstr\u00f6m;Lundgren;Lundqvist;Lind;Mattsson;Berglund;Fredriksson;Sandberg;
Henriksson;Forsberg;Sj\u00f6berg;Wallin;Engstr\u00f6m;Danielsson;H\u00e5kansson;Eklund;Lundin;Gunnarsson;Holm;
Samuelsson;Bergman;Bj\u00f6rk;Fransson;Wikstr\u00f6m;Isaksson;Bergqvist;Arvidsson;Nystr\u00f6m;Holmberg;
L\u00f6fgren;S\u00f6derberg;Nyberg;Blomqvist;Claesson;M\u00e5rtensson;Nordstr\u00f6m;Lundstr\u00f6m;Eliasson;
P\u00e5lsson;Viklund;Bj\u00f6rklund;Berggren;Sandstr\u00f6m;Nordin;Lund;Str\u00f6m;\u00c5berg;Hermansson;
Ekstr\u00f6m;Holmgren;Sundberg;Hedlund;Falk;Dahlberg;Hellstr\u00f6m;Sj\u00f6gren;Abrahamsson;\u00c5kesson;Ek;
Blom;\u00d6berg$d$),
('title', false, $d$$d$, $d$$d$, 1, $d$Herr|m;Fru|f;Fr\u00f6ken|f||0.3;Dr|||0.2$d$),
('street', true, $d$$d$, $d$$d$, 1, $d$Storgatan;Skolgatan;J\u00e4rnv\u00e4gsgatan;Kyrkogatan;Drottninggatan;Kungsgatan;Ringv\u00e4gen;
Skogsv\u00e4gen;Bj\u00f6rkv\u00e4gen;Parkv\u00e4gen;Strandv\u00e4gen;Granv\u00e4gen;Idrottsv\u00e4gen;Nygatan;
Tr\u00e4dg\u00e5rdsgatan;Kyrkv\u00e4gen;Industrigatan;S\u00f6dra v\u00e4gen;Norra gatan;\u00d6stergatan;
V\u00e4stergatan;Tallv\u00e4gen;\u00c4ngsv\u00e4gen;Solv\u00e4gen;Backv\u00e4gen;\u00c5kerv\u00e4gen;
Bergsgatan;Hantverkargatan;Hamngatan;Rosenv\u00e4gen;Bl\u00e5b\u00e4rsv\u00e4gen;Lingonv\u00e4gen;
Furuv\u00e4gen;Kvarngatan;Stationsgatan;Torggatan;B\u00e4ckv\u00e4gen;Sj\u00f6gatan;Aspv\u00e4gen;
L\u00f6vgatan$d$),
('street_format', false, $d$$d$, $d$$d$, 1, $d${street} {number}$d$),
('region', false, $d$$d$, $d$SE$d$, 1, $d$Stockholm|AB;Uppsala|C;S\u00f6dermanland|D;\u00d6sterg\u00f6tland|E;J\u00f6nk\u00f6ping|F;Kronoberg|G;Kalmar|H;
Gotland|I;Blekinge|K;Sk\u00e5ne|M;Halland|N;V\u00e4stra G\u00f6taland|O;V\u00e4rmland|S;\u00d6rebro|T;
V\u00e4stmanland|U;Dalarna|W;G\u00e4vleborg|X;V\u00e4sternorrland|Y;J\u00e4mtland|Z;V\u00e4sterbotten|AC;
Norrbotten|BD$d$),
('city', true, $d$$d$, $d$$d$, 1, $d$Stockholm|11|Stockholm;G\u00f6teborg|41|V\u00e4stra G\u00f6taland;Malm\u00f6|21|Sk\u00e5ne;Uppsala|75|Uppsala;
V\u00e4ster\u00e5s|72|V\u00e4stmanland;\u00d6rebro|70|\u00d6rebro;Link\u00f6ping|58|\u00d6sterg\u00f6tland;
Helsingborg|25|Sk\u00e5ne;J\u00f6nk\u00f6ping|55|J\u00f6nk\u00f6ping;Norrk\u00f6ping|60|\u00d6sterg\u00f6tland;
Lund|22|Sk\u00e5ne;Ume\u00e5|90|V\u00e4sterbotten;G\u00e4vle|80|G\u00e4vleborg;
Bor\u00e5s|50|V\u00e4stra G\u00f6taland;S\u00f6dert\u00e4lje|15|Stockholm;Eskilstuna|63|S\u00f6dermanland;
Halmstad|30|Halland;V\u00e4xj\u00f6|35|Kronoberg;Karlstad|65|V\u00e4rmland;Sundsvall|85|V\u00e4sternorrland;
\u00d6stersund|83|J\u00e4mtland;Trollh\u00e4ttan|46|V\u00e4stra G\u00f6taland;Lule\u00e5|97|Norrbotten;
Kalmar|39|Kalmar;Falun|79|Dalarna;Kristianstad|29|Sk\u00e5ne;Karlskrona|37|Blekinge;
Sk\u00f6vde|54|V\u00e4stra G\u00f6taland;Visby|62|Gotland;Varberg|43|Halland;Karlshamn|37|Blekinge;
Ljungby|34|Kronoberg;Solna|17|Stockholm;Nacka|13|Stockholm;Mora|79|Dalarna;Nyk\u00f6ping|61|S\u00f6dermanland$d$),
('postcode', false, $d$$d$, $d$$d$, 1, $d$[1-9][0-9]{2} [0-9]{2}$d$),
('phone', false, $d$$d$, $d$$d$, 1, $d$070-174 06 (0[5-9]\u007c[1-9][0-9])|||3;08-465 004 [0-9]{2}|||2;031-390 06 [0-9]{2}|||2;
040-628 04 [0-9]{2}|||2;0980-319 2[0-9]{2}|||2$d$),
('national_id', false, $d$$d$, $d$$d$, 1, $d$[0-9]{2}1[3-9](0[1-9]\u007c[12][0-9])-[0-9]{4}$d$),
('company_suffix', false, $d$$d$, $d$$d$, 1, $d$AB|||12;HB;KB;& S\u00f6ner;Gruppen;Konsult$d$),
('country', false, $d$$d$, $d$$d$, 1, $d$Sverige|SE SWE||20;Norge|NO NOR||3;Danmark|DK DNK||3;Finland|FI FIN||3;Island|IS ISL;Tyskland|DE DEU||2;
Storbritannien|GB GBR;Irland|IE IRL;Nederl\u00e4nderna|NL NLD;Belgien|BE BEL;Frankrike|FR FRA;Spanien|ES ESP;
Portugal|PT PRT;Italien|IT ITA;Schweiz|CH CHE;\u00d6sterrike|AT AUT;Polen|PL POL;Estland|EE EST;
Lettland|LV LVA;Litauen|LT LTU;Grekland|GR GRC;Turkiet|TR TUR;USA|US USA;Kanada|CA CAN;Brasilien|BR BRA;
Australien|AU AUS;Japan|JP JPN;Kina|CN CHN$d$),
('colour', false, $d$$d$, $d$$d$, 1, $d$r\u00f6d|#ff0000;bl\u00e5|#0000ff;gr\u00f6n|#008000;gul|#ffff00;orange|#ffa500;lila|#800080;rosa|#ffc0cb;
brun|#a52a2a;svart|#000000;vit|#ffffff;gr\u00e5|#808080;turkos|#40e0d0;beige|#f5f5dc;guld|#ffd700$d$),
('job', true, $d$$d$, $d$$d$, 1, $d$S\u00e4ljare;Butikss\u00e4ljare;F\u00f6rs\u00e4ljningschef;Projektledare;Administrat\u00f6r;Ekonomiassistent;
Ekonom;Redovisningskonsult;Sjuksk\u00f6terska;Undersk\u00f6terska;L\u00e4kare;L\u00e4rare;
F\u00f6rskoll\u00e4rare;Ingenj\u00f6r;Programmerare;Systemutvecklare;Marknadschef;Ink\u00f6pare;Personalchef;
Verkst\u00e4llande direkt\u00f6r;Receptionist;Elektriker;R\u00f6rmokare;Snickare;Murare;M\u00e5lare;Mekaniker;
Lastbilschauff\u00f6r;Busschauff\u00f6r;Lagerarbetare;Kock;Servitris;Servit\u00f6r;Bagare;Slaktare;Fris\u00f6r;
Lantbrukare;Tr\u00e4dg\u00e5rdsm\u00e4stare;Apotekare;Tandl\u00e4kare;Advokat;Arkitekt;Journalist;
\u00d6vers\u00e4ttare;Konsult;Polis;Brandman;V\u00e4ktare;Praktikant;Pension\u00e4r;\u00c4gare$d$)
) AS s (list, ranked, tag, parent, weight, words),
LATERAL pg_catalog.unnest(pg_catalog.string_to_array(s.words, ';')) WITH ORDINALITY AS e (entry, n),
LATERAL (SELECT @extschema@.synth_dictionary_text(pg_catalog.ltrim(pg_catalog.split_part(e.entry, '|', 1), pg_catalog.chr(10))) AS value,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 2), ''), s.tag)) AS tag,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 3), ''), s.parent)) AS parent,
	nullif(pg_catalog.split_part(e.entry, '|', 4), '')::pg_catalog.float4 AS weight) AS w
-- what the encoding of the database cannot hold is left out
WHERE w.value IS NOT NULL AND w.tag IS NOT NULL AND w.parent IS NOT NULL;
