-- Made by sql/dictionary/make from en_GB.txt: edit that.
INSERT INTO @extschema@.synth_dictionary (list, locale, value, tag, parent, weight, builtin)
SELECT s.list, 'en_GB', w.value, w.tag, w.parent, coalesce(w.weight, CASE WHEN s.ranked THEN 10.0 OPERATOR(pg_catalog./) (9 OPERATOR(pg_catalog.+) e.n) ELSE s.weight END), true
FROM (VALUES
('given', true, $d$f$d$, $d$$d$, 1, $d$Susan;Margaret;Sarah;Emma;Claire;Elizabeth;Karen;Helen;Olivia;Amelia;Sophie;Charlotte;Emily;Jessica;Laura;Lucy;
Chloe;Hannah;Rebecca;Rachel;Victoria;Nicola;Joanne;Tracey;Julie;Deborah;Angela;Jane;Alison;Jacqueline;Amanda;
Samantha;Louise;Katie;Gemma;Grace;Isla;Poppy;Freya;Daisy;Florence;Alice;Evie;Ruby;Imogen;Harriet;Georgia;Beth;
Eleanor;Zoe;Heather;Fiona;Catherine;Lesley;Pauline;Maureen;Sheila;Gillian;Janet;Dawn$d$),
('given', true, $d$m$d$, $d$$d$, 1, $d$David;John;Paul;James;Andrew;Mark;Michael;Peter;Robert;Stephen;Richard;Christopher;Oliver;George;Harry;Jack;
Thomas;William;Daniel;Matthew;Simon;Ian;Philip;Anthony;Kevin;Alan;Steven;Gary;Neil;Nigel;Graham;Stuart;Martin;
Colin;Keith;Barry;Adam;Ben;Joshua;Samuel;Charlie;Alfie;Oscar;Archie;Leo;Jacob;Henry;Arthur;Theo;Freddie;Edward;
Luke;Ryan;Callum;Liam;Craig;Scott;Duncan;Trevor;Derek$d$),
('family', true, $d$$d$, $d$$d$, 1, $d$Smith;Jones;Williams;Taylor;Brown;Davies;Evans;Wilson;Thomas;Johnson;Roberts;Robinson;Thompson;Wright;Walker;
White;Edwards;Hughes;Green;Hall;Lewis;Harris;Clarke;Patel;Jackson;Wood;Turner;Martin;Cooper;Hill;Ward;Morris;
Moore;Clark;Lee;King;Baker;Harrison;Morgan;Allen;James;Scott;Phillips;Watson;Davis;Parker;Price;Bennett;Young;
Griffiths;Mitchell;Kelly;Cook;Carter;Richardson;Bailey;Collins;Bell;Shaw;Murphy;Miller;Cox;Richards;Khan;
Marshall;Anderson;Simpson;Ellis;Adams;Singh;Begum;Wilkinson;Foster;Chapman;Powell;Webb;Rogers;Gray;Mason;Ali;
Hunt;Hussain;Campbell;Matthews;Owen;Palmer;Holmes;Mills;Barnes;Knight;Lloyd;Butler;Russell;Barker;Fisher;
Stevens;Jenkins;Murray;Dixon;Harvey;MacDonald;Stewart;Reid;Fletcher;Pearson;Graham$d$),
('title', false, $d$$d$, $d$$d$, 1, $d$Mr|m||6;Ms|f||4;Mrs|f||3;Miss|f||1;Dr|||0.5$d$),
('street', false, $d$$d$, $d$$d$, 1, $d$High Street;Station Road;Main Street;Church Road;Church Street;London Road;Victoria Road;Green Lane;Manor Road;
Park Road;Church Lane;Park Avenue;The Avenue;The Crescent;Queens Road;New Road;Grange Road;Kings Road;Kingsway;
Windsor Road;Highfield Road;Mill Lane;Alexandra Road;York Road;St Johns Road;Main Road;Broadway;King Street;
The Green;Springfield Road;George Street;Albert Road;Queen Street;West Street;School Lane;Orchard Close;
Woodland Avenue;Chapel Street;North Road;South Street;Meadow View;Mill Road;Elm Grove;Oak Drive;Beech Close$d$),
('street_format', false, $d$$d$, $d$$d$, 1, $d${number} {street}$d$),
('region', false, $d$$d$, $d$GB$d$, 1, $d$Greater London|LND;Greater Manchester|MAN;West Midlands|WMD;West Yorkshire|WYK;South Yorkshire|SYK;
Merseyside|MER;Tyne and Wear|TWR;Bristol|BST;Nottinghamshire|NTT;Leicestershire|LEC;Devon|DEV;Hampshire|HAM;
Kent|KEN;Norfolk|NFK;Oxfordshire|OXF;Cambridgeshire|CAM;North Yorkshire|NYK;East Sussex|ESX;Berkshire|BRK;
Derbyshire|DBY;Scotland|SCT;Wales|WLS;Northern Ireland|NIR$d$),
('city', true, $d$$d$, $d$$d$, 1, $d$London|SW1|Greater London;Birmingham|B1|West Midlands;Manchester|M1|Greater Manchester;
Leeds|LS1|West Yorkshire;Glasgow|G1|Scotland;Sheffield|S1|South Yorkshire;Bradford|BD1|West Yorkshire;
Edinburgh|EH1|Scotland;Liverpool|L1|Merseyside;Bristol|BS1|Bristol;Cardiff|CF1|Wales;
Leicester|LE1|Leicestershire;Coventry|CV1|West Midlands;Belfast|BT1|Northern Ireland;
Nottingham|NG1|Nottinghamshire;Newcastle upon Tyne|NE1|Tyne and Wear;Plymouth|PL1|Devon;
Southampton|SO1|Hampshire;Portsmouth|PO1|Hampshire;Derby|DE1|Derbyshire;Norwich|NR1|Norfolk;
Oxford|OX1|Oxfordshire;Cambridge|CB1|Cambridgeshire;York|YO1|North Yorkshire;Exeter|EX1|Devon;
Brighton|BN1|East Sussex;Reading|RG1|Berkshire;Canterbury|CT1|Kent;Aberdeen|AB1|Scotland;Swansea|SA1|Wales;
Dundee|DD1|Scotland;Sunderland|SR1|Tyne and Wear;Wolverhampton|WV1|West Midlands$d$),
('postcode', false, $d$$d$, $d$$d$, 1, $d$[A-Z]{1,2}[0-9]{1,2} [0-9][ABD-HJLNP-UW-Z]{2}$d$),
('phone', false, $d$$d$, $d$$d$, 1, $d$01632 960[0-9]{3}|||3;020 7946 0[0-9]{3}|||2;0113 496 0[0-9]{3};0114 496 0[0-9]{3};0115 496 0[0-9]{3};
0116 496 0[0-9]{3};0117 496 0[0-9]{3};0118 496 0[0-9]{3};0121 496 0[0-9]{3};0131 496 0[0-9]{3};
0141 496 0[0-9]{3};0151 496 0[0-9]{3};0161 496 0[0-9]{3};0191 498 0[0-9]{3};028 9649 6[0-9]{3};
029 2018 0[0-9]{3};07700 900[0-9]{3}|||4;\u005c+44 7700 900[0-9]{3}|||2$d$),
('national_id', false, $d$$d$, $d$$d$, 1, $d$(QQ\u007cBG\u007cGB\u007cNK\u007cKN\u007cTN\u007cNT\u007cZZ)[0-9]{6}[A-D]$d$),
('company_suffix', false, $d$$d$, $d$$d$, 1, $d$Ltd|||8;Limited|||3;plc;LLP;& Sons;Group|||2;Holdings;Partners$d$)
) AS s (list, ranked, tag, parent, weight, words),
LATERAL pg_catalog.unnest(pg_catalog.string_to_array(s.words, ';')) WITH ORDINALITY AS e (entry, n),
LATERAL (SELECT @extschema@.synth_dictionary_text(pg_catalog.ltrim(pg_catalog.split_part(e.entry, '|', 1), pg_catalog.chr(10))) AS value,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 2), ''), s.tag)) AS tag,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 3), ''), s.parent)) AS parent,
	nullif(pg_catalog.split_part(e.entry, '|', 4), '')::pg_catalog.float4 AS weight) AS w
-- what the encoding of the database cannot hold is left out
WHERE w.value IS NOT NULL AND w.tag IS NOT NULL AND w.parent IS NOT NULL;
