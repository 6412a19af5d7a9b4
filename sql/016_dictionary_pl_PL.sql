-- Made by sql/dictionary/make from pl_PL.txt: edit that.
INSERT INTO @extschema@.synth_dictionary (list, locale, value, tag, parent, weight, builtin)
SELECT s.list, 'pl_PL', w.value, w.tag, w.parent, coalesce(w.weight, CASE WHEN s.ranked THEN 10.0 OPERATOR(pg_catalog./) (9 OPERATOR(pg_catalog.+) e.n) ELSE s.weight END), true
FROM (VALUES
('given', true, $d$f$d$, $d$$d$, 1, $d$Anna;Maria;Katarzyna;Ma\u0142gorzata;Agnieszka;Barbara;Ewa;Krystyna;El\u017cbieta;Zofia;Joanna;Magdalena;
Monika;Teresa;Danuta;Natalia;Karolina;Marta;Beata;Aleksandra;Dorota;Janina;Halina;Irena;Jolanta;Gra\u017cyna;
Iwona;Paulina;Justyna;Julia;Zuzanna;Hanna;Maja;Lena;Alicja;Oliwia;Wiktoria;Amelia;Emilia;Izabela;Sylwia;
Patrycja;Weronika;Kinga;Renata;Wanda;Stanis\u0142awa;Jadwiga;Urszula;Kamila;Edyta;Aneta;Gabriela;\u0141ucja;
\u017baneta$d$),
('given', true, $d$m$d$, $d$$d$, 1, $d$Jan;Andrzej;Piotr;Krzysztof;Stanis\u0142aw;Tomasz;Pawe\u0142;J\u00f3zef;Marcin;Marek;Micha\u0142;Grzegorz;
Jerzy;Tadeusz;Adam;\u0141ukasz;Zbigniew;Ryszard;Dariusz;Henryk;Mariusz;Kazimierz;Wojciech;Robert;Mateusz;
Marian;Rafa\u0142;Jacek;Janusz;Miros\u0142aw;Maciej;S\u0142awomir;Jaros\u0142aw;Kamil;Wies\u0142aw;Roman;
W\u0142adys\u0142aw;Jakub;Artur;Zdzis\u0142aw;Edward;Mieczys\u0142aw;Damian;Dawid;Przemys\u0142aw;Sebastian;
Leszek;Daniel;Waldemar;Antoni;Franciszek;Szymon;Filip;Aleksander;Bartosz$d$),
('family', true, $d$$d$, $d$$d$, 1, $d$Nowak;W\u00f3jcik;Kowalczyk;Wo\u017aniak;Mazur;Krawczyk;Kaczmarek;Zaj\u0105c;Kr\u00f3l;Wieczorek;Wr\u00f3bel;
Pawlak;Dudek;St\u0119pie\u0144;Adamczyk;G\u00f3rka;Sikora;Walczak;Michalak;Szewczyk;Baran;Duda;Szulc;B\u0105k;
Pietrzak;Marciniak;Wilk;W\u0142odarczyk;Chmiel;Kubiak;Lis;Ka\u017amierczak;Cie\u015blak;Ko\u0142odziej;
Szymczak;Mr\u00f3z;Gajda;Kozio\u0142;Kania;Tomczak;Bielak;Bana\u015b;Kurek;Kope\u0107;\u017bak;Le\u015bniak;
Kasprzak;Jurek;K\u0142os;Urban;Olejnik;Go\u0142\u0105b;Kosiak;Maj;Sowa;Kos;Czajka;Gawe\u0142;Bednarz;Bednarek;
Matusiak;Ratajczak;J\u00f3\u017awiak;Paj\u0105k;Zi\u00f3\u0142ko;Sobczak;Kruk;Pi\u0105tek;Stasiak;Madej;Janik;
Musia\u0142;Polak;Markiewicz;Mackiewicz;Sienkiewicz;Stankiewicz;Wojtas;Bartczak;Skiba;Klimek;Banasik;Rak;Kot;
Socha;Dziuba;\u0141uczak;Cebula;Kwiatek$d$),
('title', false, $d$$d$, $d$$d$, 1, $d$Pan|m||4;Pani|f||4;dr|||0.3;mgr|||0.2$d$),
('street', true, $d$$d$, $d$$d$, 1, $d$ul. Polna;ul. Le\u015bna;ul. S\u0142oneczna;ul. Kr\u00f3tka;ul. Szkolna;ul. Ogrodowa;ul. Lipowa;
ul. \u0141\u0105kowa;ul. Brzozowa;ul. Kwiatowa;ul. Ko\u015bcielna;ul. Sosnowa;ul. Zielona;ul. Parkowa;
ul. Akacjowa;ul. Kolejowa;ul. Mickiewicza;ul. Sienkiewicza;ul. Ko\u015bciuszki;ul. S\u0142owackiego;
ul. Wiejska;ul. Nowa;ul. Klonowa;ul. D\u0119bowa;ul. Spacerowa;ul. Wi\u015bniowa;ul. R\u00f3\u017cana;
ul. M\u0142y\u0144ska;ul. G\u0142\u00f3wna;ul. Rynkowa;ul. D\u0142uga;ul. W\u0105ska;ul. Sportowa;
ul. Jesionowa;ul. Malinowa;ul. G\u00f3rna;ul. Dolna;al. Niepodleg\u0142o\u015bci;pl. Wolno\u015bci;
os. Zielone Wzg\u00f3rza$d$),
('street_format', false, $d$$d$, $d$$d$, 1, $d${street} {number}$d$),
('region', false, $d$$d$, $d$PL$d$, 1, $d$dolno\u015bl\u0105skie|DS;kujawsko-pomorskie|KP;lubelskie|LU;lubuskie|LB;\u0142\u00f3dzkie|LD;
ma\u0142opolskie|MA;mazowieckie|MZ;opolskie|OP;podkarpackie|PK;podlaskie|PD;pomorskie|PM;\u015bl\u0105skie|SL;
\u015bwi\u0119tokrzyskie|SK;warmi\u0144sko-mazurskie|WN;wielkopolskie|WP;zachodniopomorskie|ZP$d$),
('city', true, $d$$d$, $d$$d$, 1, $d$Warszawa|00|mazowieckie;Krak\u00f3w|30|ma\u0142opolskie;\u0141\u00f3d\u017a|90|\u0142\u00f3dzkie;
Wroc\u0142aw|50|dolno\u015bl\u0105skie;Pozna\u0144|60|wielkopolskie;Gda\u0144sk|80|pomorskie;
Szczecin|70|zachodniopomorskie;Bydgoszcz|85|kujawsko-pomorskie;Lublin|20|lubelskie;Bia\u0142ystok|15|podlaskie;
Katowice|40|\u015bl\u0105skie;Gdynia|81|pomorskie;Cz\u0119stochowa|42|\u015bl\u0105skie;Radom|26|mazowieckie;
Toru\u0144|87|kujawsko-pomorskie;Sosnowiec|41|\u015bl\u0105skie;Kielce|25|\u015bwi\u0119tokrzyskie;
Rzesz\u00f3w|35|podkarpackie;Gliwice|44|\u015bl\u0105skie;Olsztyn|10|warmi\u0144sko-mazurskie;
Bielsko-Bia\u0142a|43|\u015bl\u0105skie;Zielona G\u00f3ra|65|lubuskie;Opole|45|opolskie;
Gorz\u00f3w Wielkopolski|66|lubuskie;Tarn\u00f3w|33|ma\u0142opolskie;Koszalin|75|zachodniopomorskie;
Kalisz|62|wielkopolskie;Legnica|59|dolno\u015bl\u0105skie;P\u0142ock|09|mazowieckie;
Elbl\u0105g|82|warmi\u0144sko-mazurskie$d$),
('postcode', false, $d$$d$, $d$$d$, 1, $d$[0-9]{2}-[0-9]{3}$d$),
('phone', false, $d$$d$, $d$$d$, 1, $d$10 [0-9]{3} [0-9]{2} [0-9]{2}|||2;10[0-9] [0-9]{3} [0-9]{3}|||2;\u005c+48 10[0-9] [0-9]{3} [0-9]{3}|||2$d$),
('national_id', false, $d$$d$, $d$$d$, 1, $d$[0-9]{2}1[3-9][0-9]{7}$d$),
('company_suffix', false, $d$$d$, $d$$d$, 1, $d$Sp. z o.o.|||10;S.A.|||3;Sp. k.;s.c.;i Synowie;Grupa$d$),
('country', false, $d$$d$, $d$$d$, 1, $d$Polska|PL POL||20;Niemcy|DE DEU||3;Czechy|CZ CZE||2;S\u0142owacja|SK SVK;Ukraina|UA UKR||2;Litwa|LT LTU;
Bia\u0142oru\u015b|BY BLR;Wielka Brytania|GB GBR||2;Irlandia|IE IRL;Francja|FR FRA;W\u0142ochy|IT ITA;
Hiszpania|ES ESP;Holandia|NL NLD;Belgia|BE BEL;Austria|AT AUT;Szwajcaria|CH CHE;Szwecja|SE SWE;Norwegia|NO NOR;
Dania|DK DNK;Finlandia|FI FIN;W\u0119gry|HU HUN;Rumunia|RO ROU;Stany Zjednoczone|US USA;Kanada|CA CAN;
Turcja|TR TUR;Japonia|JP JPN;Chiny|CN CHN$d$),
('colour', false, $d$$d$, $d$$d$, 1, $d$czerwony|#ff0000;niebieski|#0000ff;zielony|#008000;\u017c\u00f3\u0142ty|#ffff00;pomara\u0144czowy|#ffa500;
fioletowy|#ee82ee;r\u00f3\u017cowy|#ffc0cb;br\u0105zowy|#a52a2a;czarny|#000000;bia\u0142y|#ffffff;
szary|#808080;turkusowy|#40e0d0;be\u017cowy|#f5f5dc;z\u0142oty|#ffd700$d$),
('job', true, $d$$d$, $d$$d$, 1, $d$Sprzedawca;Przedstawiciel handlowy;Kierownik sprzeda\u017cy;Kierownik projektu;Pracownik biurowy;Ksi\u0119gowa;
Ksi\u0119gowy;Nauczycielka;Nauczyciel;Piel\u0119gniarka;Lekarz;In\u017cynier;Programista;Analityk;Sekretarka;
Recepcjonistka;Dyrektor;Prezes;Elektryk;Hydraulik;Stolarz;Murarz;Malarz;Mechanik;Kierowca;Magazynier;Kucharz;
Kelner;Kelnerka;Piekarz;Rze\u017anik;Fryzjerka;Rolnik;Ogrodnik;Farmaceuta;Dentysta;Adwokat;Notariusz;Architekt;
Dziennikarz;T\u0142umacz;Grafik;Doradca;Policjant;Stra\u017cak;Ochroniarz;Sta\u017cysta;Emeryt;
W\u0142a\u015bciciel$d$)
) AS s (list, ranked, tag, parent, weight, words),
LATERAL pg_catalog.unnest(pg_catalog.string_to_array(s.words, ';')) WITH ORDINALITY AS e (entry, n),
LATERAL (SELECT @extschema@.synth_dictionary_text(pg_catalog.ltrim(pg_catalog.split_part(e.entry, '|', 1), pg_catalog.chr(10))) AS value,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 2), ''), s.tag)) AS tag,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 3), ''), s.parent)) AS parent,
	nullif(pg_catalog.split_part(e.entry, '|', 4), '')::pg_catalog.float4 AS weight) AS w
-- what the encoding of the database cannot hold is left out
WHERE w.value IS NOT NULL AND w.tag IS NOT NULL AND w.parent IS NOT NULL;
