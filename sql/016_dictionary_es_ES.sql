-- Made by sql/dictionary/make from es_ES.txt: edit that.
INSERT INTO @extschema@.synth_dictionary (list, locale, value, tag, parent, weight, builtin)
SELECT s.list, 'es_ES', w.value, w.tag, w.parent, coalesce(w.weight, CASE WHEN s.ranked THEN 10.0 OPERATOR(pg_catalog./) (9 OPERATOR(pg_catalog.+) e.n) ELSE s.weight END), true
FROM (VALUES
('given', true, $d$f$d$, $d$$d$, 1, $d$Mar\u00eda;Carmen;Ana;Isabel;Laura;Cristina;Marta;Dolores;Luc\u00eda;Pilar;Elena;Sara;Raquel;Paula;Mercedes;
Rosa;Teresa;Beatriz;Nuria;Julia;Silvia;Irene;Alba;Patricia;Roc\u00edo;Montserrat;Andrea;M\u00f3nica;Alicia;
Sonia;Sandra;\u00c1ngela;Susana;Marina;Yolanda;Natalia;Margarita;Eva;Inmaculada;Claudia;Esther;\u00c1ngeles;
Noelia;Ver\u00f3nica;Amparo;Carolina;Nerea;Daniela;Sof\u00eda;In\u00e9s;Martina;Valeria;Victoria;Lorena;Gloria;
Consuelo;Bego\u00f1a;Lourdes$d$),
('given', true, $d$m$d$, $d$$d$, 1, $d$Antonio;Manuel;Jos\u00e9;Francisco;David;Juan;Javier;Daniel;Carlos;Jes\u00fas;Alejandro;Miguel;Rafael;Pablo;
\u00c1ngel;Sergio;Fernando;Jorge;Luis;Alberto;\u00c1lvaro;Adri\u00e1n;Diego;Ra\u00fal;Iv\u00e1n;Rub\u00e9n;
Enrique;\u00d3scar;Ram\u00f3n;Andr\u00e9s;Vicente;Joaqu\u00edn;Santiago;V\u00edctor;Eduardo;Mario;Roberto;
Jaime;Marcos;Ignacio;Hugo;Jordi;Ricardo;Salvador;Guillermo;Emilio;Gabriel;Gonzalo;Juli\u00e1n;Tom\u00e1s;
Mart\u00edn;Lucas;Mateo;Leo;Nicol\u00e1s;Samuel;Alfonso;Jos\u00e9 Luis;Jos\u00e9 Antonio$d$),
('family', true, $d$$d$, $d$$d$, 1, $d$Garc\u00eda;Rodr\u00edguez;Gonz\u00e1lez;Fern\u00e1ndez;L\u00f3pez;Mart\u00ednez;S\u00e1nchez;P\u00e9rez;
G\u00f3mez;Mart\u00edn;Jim\u00e9nez;Hern\u00e1ndez;Ruiz;D\u00edaz;Moreno;Mu\u00f1oz;\u00c1lvarez;Romero;
Guti\u00e9rrez;Alonso;Navarro;Torres;Dom\u00ednguez;Ramos;V\u00e1zquez;Ram\u00edrez;Gil;Serrano;Morales;Molina;
Blanco;Su\u00e1rez;Castro;Ortega;Delgado;Ortiz;Mar\u00edn;Rubio;N\u00fa\u00f1ez;Medina;Sanz;Castillo;Iglesias;
Cort\u00e9s;Garrido;Santos;Guerrero;Lozano;Cano;Cruz;M\u00e9ndez;Flores;Prieto;Herrera;Pe\u00f1a;Le\u00f3n;
M\u00e1rquez;Cabrera;Gallego;Calvo;Vidal;Campos;Reyes;Vega;Fuentes;Carrasco;D\u00edez;Aguilar;Caballero;Nieto;
Santana;Pascual;Herrero;Montero;Lorenzo;Hidalgo;Gim\u00e9nez;Ib\u00e1\u00f1ez;Ferrer;Dur\u00e1n;Santiago;
Vicente;Ben\u00edtez;Arias;Mora;Carmona;Crespo;Vargas;Rom\u00e1n;Soto;Pastor;Velasco;S\u00e1ez;Moya;Soler;
Bravo;Gallardo;Parra;Rojas;Esteban;Merino$d$),
('title', false, $d$$d$, $d$$d$, 1, $d$Sr.|m||4;Sra.|f||4;Srta.|f||0.5;D.|m;D\u00f1a.|f;Dr.|m||0.3;Dra.|f||0.3$d$),
('street', true, $d$$d$, $d$$d$, 1, $d$Calle Mayor;Calle Real;Calle Iglesia;Calle Nueva;Plaza Mayor;Calle del Sol;Calle San Jos\u00e9;Calle San Juan;
Plaza de Espa\u00f1a;Avenida de la Constituci\u00f3n;Calle de la Fuente;Calle del Carmen;Calle Cervantes;
Calle San Antonio;Calle Ancha;Avenida de Andaluc\u00eda;Calle de la Paz;Calle Cruz;Calle del Prado;
Calle San Pedro;Calle Eras;Calle Huertas;Calle del R\u00edo;Calle Molino;Paseo de la Estaci\u00f3n;
Calle Col\u00f3n;Ronda del Norte;Calle de las Flores;Calle Olmo;Camino Viejo;Calle Jardines;Calle Rosales;
Avenida del Mar;Calle Almendros;Traves\u00eda del Puente;Calle Castillo;Calle Pintor Sorolla;Calle Luna;
Calle Pozo;Avenida de Europa$d$),
('street_format', false, $d$$d$, $d$$d$, 1, $d${street}, {number}$d$),
('region', false, $d$$d$, $d$ES$d$, 1, $d$Andaluc\u00eda|AN;Arag\u00f3n|AR;Asturias|AS;Islas Baleares|IB;Canarias|CN;Cantabria|CB;
Castilla y Le\u00f3n|CL;Castilla-La Mancha|CM;Catalu\u00f1a|CT;Comunidad Valenciana|VC;Extremadura|EX;
Galicia|GA;La Rioja|RI;Comunidad de Madrid|MD;Regi\u00f3n de Murcia|MC;Navarra|NC;Pa\u00eds Vasco|PV$d$),
('city', true, $d$$d$, $d$$d$, 1, $d$Madrid|280|Comunidad de Madrid;Barcelona|080|Catalu\u00f1a;Valencia|460|Comunidad Valenciana;
Sevilla|410|Andaluc\u00eda;Zaragoza|500|Arag\u00f3n;M\u00e1laga|290|Andaluc\u00eda;
Murcia|300|Regi\u00f3n de Murcia;Palma|070|Islas Baleares;Las Palmas de Gran Canaria|350|Canarias;
Bilbao|480|Pa\u00eds Vasco;Alicante|030|Comunidad Valenciana;C\u00f3rdoba|140|Andaluc\u00eda;
Valladolid|470|Castilla y Le\u00f3n;Vigo|362|Galicia;Gij\u00f3n|332|Asturias;A Coru\u00f1a|150|Galicia;
Granada|180|Andaluc\u00eda;Vitoria-Gasteiz|010|Pa\u00eds Vasco;Elche|032|Comunidad Valenciana;
Oviedo|330|Asturias;Pamplona|310|Navarra;Santander|390|Cantabria;Almer\u00eda|040|Andaluc\u00eda;
San Sebasti\u00e1n|200|Pa\u00eds Vasco;Burgos|090|Castilla y Le\u00f3n;Albacete|020|Castilla-La Mancha;
Logro\u00f1o|260|La Rioja;Badajoz|060|Extremadura;Salamanca|370|Castilla y Le\u00f3n;Huelva|210|Andaluc\u00eda;
Lleida|250|Catalu\u00f1a;Tarragona|430|Catalu\u00f1a;Le\u00f3n|240|Castilla y Le\u00f3n;
C\u00e1diz|110|Andaluc\u00eda;Toledo|450|Castilla-La Mancha;C\u00e1ceres|100|Extremadura$d$),
('postcode', false, $d$$d$, $d$$d$, 1, $d$[0-9]{5}$d$),
('phone', false, $d$$d$, $d$$d$, 1, $d$3[0-9]{2} [0-9]{3} [0-9]{3}|||3;3[0-9]{2} [0-9]{2} [0-9]{2} [0-9]{2};\u005c+34 3[0-9]{2} [0-9]{3} [0-9]{3}|||2$d$),
('national_id', false, $d$$d$, $d$$d$, 1, $d$[0-9]{8}[IOU]$d$),
('company_suffix', false, $d$$d$, $d$$d$, 1, $d$S.L.|||10;S.A.|||5;S.L.U.|||2;y Asociados;Hermanos;Grupo;e Hijos$d$),
('country', false, $d$$d$, $d$$d$, 1, $d$Espa\u00f1a|ES ESP||20;Portugal|PT PRT||2;Francia|FR FRA||2;Alemania|DE DEU||2;Italia|IT ITA;
Reino Unido|GB GBR;Irlanda|IE IRL;Pa\u00edses Bajos|NL NLD;B\u00e9lgica|BE BEL;Suiza|CH CHE;Austria|AT AUT;
Polonia|PL POL;Suecia|SE SWE;Noruega|NO NOR;Dinamarca|DK DNK;Finlandia|FI FIN;Grecia|GR GRC;
Turqu\u00eda|TR TUR;Marruecos|MA MAR;Ruman\u00eda|RO ROU;M\u00e9xico|MX MEX||3;Argentina|AR ARG||2;
Colombia|CO COL||2;Chile|CL CHL;Per\u00fa|PE PER;Ecuador|EC ECU;Venezuela|VE VEN;Brasil|BR BRA;
Estados Unidos|US USA;Canad\u00e1|CA CAN;Jap\u00f3n|JP JPN;China|CN CHN$d$),
('colour', false, $d$$d$, $d$$d$, 1, $d$rojo|#ff0000;azul|#0000ff;verde|#008000;amarillo|#ffff00;naranja|#ffa500;violeta|#ee82ee;rosa|#ffc0cb;
marr\u00f3n|#a52a2a;negro|#000000;blanco|#ffffff;gris|#808080;turquesa|#40e0d0;beis|#f5f5dc;dorado|#ffd700;
plateado|#c0c0c0$d$),
('job', true, $d$$d$, $d$$d$, 1, $d$Vendedor;Vendedora;Administrativo;Administrativa;Contable;Enfermero;Enfermera;Profesor;Profesora;Ingeniero;
Ingeniera;Programador;Programadora;Jefe de proyecto;Jefa de proyecto;Director comercial;Directora comercial;
Director general;Gerente;Comercial;T\u00e9cnico;T\u00e9cnica;Electricista;Fontanero;Carpintero;Alba\u00f1il;
Pintor;Mec\u00e1nico;Conductor;Camionero;Mozo de almac\u00e9n;Cocinero;Cocinera;Camarero;Camarera;Panadero;
Carnicero;Peluquero;Peluquera;Agricultor;Jardinero;M\u00e9dico;M\u00e9dica;Farmac\u00e9utico;Farmac\u00e9utica;
Dentista;Abogado;Abogada;Notario;Arquitecto;Arquitecta;Periodista;Traductora;Dise\u00f1ador gr\u00e1fico;
Responsable de compras;Responsable de log\u00edstica;Responsable de marketing;Responsable de recursos humanos;
Consultor;Consultora;Polic\u00eda;Bombero;Auxiliar de cl\u00ednica;Secretaria de direcci\u00f3n;Recepcionista;
Dependiente;Dependienta;Aprendiz;Becario;Jubilado;Propietario;Propietaria$d$)
) AS s (list, ranked, tag, parent, weight, words),
LATERAL pg_catalog.unnest(pg_catalog.string_to_array(s.words, ';')) WITH ORDINALITY AS e (entry, n),
LATERAL (SELECT @extschema@.synth_dictionary_text(pg_catalog.ltrim(pg_catalog.split_part(e.entry, '|', 1), pg_catalog.chr(10))) AS value,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 2), ''), s.tag)) AS tag,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 3), ''), s.parent)) AS parent,
	nullif(pg_catalog.split_part(e.entry, '|', 4), '')::pg_catalog.float4 AS weight) AS w
-- what the encoding of the database cannot hold is left out
WHERE w.value IS NOT NULL AND w.tag IS NOT NULL AND w.parent IS NOT NULL;
