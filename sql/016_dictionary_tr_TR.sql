-- Made by sql/dictionary/make from tr_TR.txt: edit that.
INSERT INTO @extschema@.synth_dictionary (list, locale, value, tag, parent, weight, builtin)
SELECT s.list, 'tr_TR', w.value, w.tag, w.parent, coalesce(w.weight, CASE WHEN s.ranked THEN 10.0 OPERATOR(pg_catalog./) (9 OPERATOR(pg_catalog.+) e.n) ELSE s.weight END), true
FROM (VALUES
('given', true, $d$f$d$, $d$$d$, 1, $d$Fatma;Ay\u015fe;Emine;Hatice;Zeynep;Elif;Meryem;\u015eerife;Zehra;Sultan;Hanife;Merve;Havva;Zeliha;Esra;Fadime;
\u00d6zlem;Hacer;Melek;Rabia;H\u00fclya;Yasemin;Sevim;K\u00fcbra;G\u00fcls\u00fcm;Dilek;Leyla;B\u00fc\u015fra;
Aysel;Song\u00fcl;Hayriye;Kezban;Aynur;Sibel;Nurcan;Derya;Ebru;Tu\u011fba;Gamze;Selin;Ece;Defne;Asya;Ecrin;
Nehir;Azra;Eyl\u00fcl;\u0130rem;Ceren;Buse;P\u0131nar;Sevgi;Filiz;G\u00f6n\u00fcl;Nermin$d$),
('given', true, $d$m$d$, $d$$d$, 1, $d$Mehmet;Mustafa;Ahmet;Ali;H\u00fcseyin;Hasan;\u0130brahim;\u0130smail;Osman;Yusuf;Murat;\u00d6mer;Ramazan;Halil;
S\u00fcleyman;Abdullah;Mahmut;Recep;Salih;Fatih;Kadir;Emre;Hakan;Adem;Kemal;Ya\u015far;Bekir;Musa;Metin;Orhan;
Serkan;Burak;Bayram;Cemal;Furkan;Yunus;Onur;U\u011fur;Cengiz;Can;Volkan;Selim;Bar\u0131\u015f;Kerem;Eymen;
Mira\u00e7;Yi\u011fit;Arda;Mert;Ege;Efe;Berk;Tolga;Sinan;Erdem;G\u00f6khan$d$),
('family', true, $d$$d$, $d$$d$, 1, $d$Y\u0131lmaz;Kaya;Demir;\u00c7elik;\u015eahin;Y\u0131ld\u0131z;Y\u0131ld\u0131r\u0131m;\u00d6zt\u00fcrk;
Ayd\u0131n;\u00d6zdemir;Arslan;Do\u011fan;K\u0131l\u0131\u00e7;Aslan;\u00c7etin;Kara;Ko\u00e7;Kurt;\u00d6zkan;
\u015eim\u015fek;Polat;Korkmaz;\u00d6zcan;\u00c7ak\u0131r;Erdo\u011fan;Yavuz;Can;Acar;\u015een;Akta\u015f;
G\u00fcler;Yal\u00e7\u0131n;G\u00fcne\u015f;Bozkurt;Bulut;Keskin;\u00dcnal;Turan;G\u00fcl;\u00d6zer;
I\u015f\u0131k;Kaplan;Avc\u0131;Sar\u0131;Tekin;Ta\u015f;K\u00f6se;Y\u00fcksel;Ate\u015f;Aksoy;Karaca;
U\u00e7ar;Duman;Erdem;Co\u015fkun;Karata\u015f;Tun\u00e7;G\u00fcven;S\u00f6nmez;Toprak;Bayram;\u00d6zen;
Demirci;Ak\u0131n;Eren;Kocaman;Uysal;Karakaya;Do\u011fru;G\u00fcnd\u00fcz;Soylu;Din\u00e7;Ergin;Altun;
\u00c7\u0131nar;Balc\u0131;Durmaz;G\u00f6k\u00e7e;Ay;Ekinci;Tan$d$),
('title', false, $d$$d$, $d$$d$, 1, $d$Bay|m;Bayan|f;Dr.|||0.2$d$),
('street', true, $d$$d$, $d$$d$, 1, $d$Atat\u00fcrk Caddesi;Cumhuriyet Caddesi;\u0130stiklal Caddesi;Gazi Caddesi;Fatih Sokak;Okul Sokak;
\u00c7i\u00e7ek Sokak;Lale Sokak;G\u00fcl Sokak;Menek\u015fe Sokak;Papatya Sokak;\u00c7\u0131nar Sokak;
Bah\u00e7e Sokak;Cami Sokak;P\u0131nar Sokak;Y\u0131ld\u0131z Sokak;G\u00fcne\u015f Sokak;
Bar\u0131\u015f Sokak;Zafer Sokak;\u0130n\u00f6n\u00fc Caddesi;Mimar Sinan Caddesi;Yunus Emre Caddesi;
Mevlana Caddesi;Kurtulu\u015f Caddesi;\u0130stasyon Caddesi;H\u00fcrriyet Caddesi;De\u011firmen Sokak;
\u00c7e\u015fme Sokak;Orman Sokak;Nar Sokak;Karanfil Sokak;Akasya Sokak;Sahil Yolu;Ba\u011flar Caddesi;
Kale Sokak;Nehir Sokak;Yayla Sokak;Do\u011fan Sokak;Kavak Sokak;Selvi Sokak$d$),
('street_format', false, $d$$d$, $d$$d$, 1, $d${street} No: {number}$d$),
('region', false, $d$$d$, $d$TR$d$, 1, $d$\u0130stanbul|34;Ankara|06;\u0130zmir|35;Bursa|16;Antalya|07;Konya|42;Adana|01;\u015eanl\u0131urfa|63;
Gaziantep|27;Kocaeli|41;Mersin|33;Diyarbak\u0131r|21;Hatay|31;Manisa|45;Kayseri|38;Samsun|55;Bal\u0131kesir|10;
Kahramanmara\u015f|46;Van|65;Ayd\u0131n|09;Tekirda\u011f|59;Sakarya|54;Denizli|20;Mu\u011fla|48;
Eski\u015fehir|26;Trabzon|61;Malatya|44;Ordu|52;Erzurum|25;Sivas|58;Edirne|22;\u00c7anakkale|17;Rize|53;
Bolu|14$d$),
('city', true, $d$$d$, $d$$d$, 1, $d$\u0130stanbul|34|\u0130stanbul;Ankara|06|Ankara;\u0130zmir|35|\u0130zmir;Bursa|16|Bursa;Antalya|07|Antalya;
Konya|42|Konya;Adana|01|Adana;\u015eanl\u0131urfa|63|\u015eanl\u0131urfa;Gaziantep|27|Gaziantep;
\u0130zmit|41|Kocaeli;Mersin|33|Mersin;Diyarbak\u0131r|21|Diyarbak\u0131r;Antakya|31|Hatay;Manisa|45|Manisa;
Kayseri|38|Kayseri;Samsun|55|Samsun;Bal\u0131kesir|10|Bal\u0131kesir;Kahramanmara\u015f|46|Kahramanmara\u015f;
Van|65|Van;Ayd\u0131n|09|Ayd\u0131n;Tekirda\u011f|59|Tekirda\u011f;Adapazar\u0131|54|Sakarya;
Denizli|20|Denizli;Mu\u011fla|48|Mu\u011fla;Eski\u015fehir|26|Eski\u015fehir;Trabzon|61|Trabzon;
Malatya|44|Malatya;Ordu|52|Ordu;Erzurum|25|Erzurum;Sivas|58|Sivas;Edirne|22|Edirne;
\u00c7anakkale|17|\u00c7anakkale;Rize|53|Rize;Bolu|14|Bolu$d$),
('postcode', false, $d$$d$, $d$$d$, 1, $d$[0-9]{5}$d$),
('phone', false, $d$$d$, $d$$d$, 1, $d$0299 [0-9]{3} [0-9]{2} [0-9]{2}|||3;\u005c(0299\u005c) [0-9]{3} [0-9]{2} [0-9]{2}|||2;
\u005c+90 299 [0-9]{3} [0-9]{2} [0-9]{2}|||2$d$),
('national_id', false, $d$$d$, $d$$d$, 1, $d$0[0-9]{10}$d$),
('company_suffix', false, $d$$d$, $d$$d$, 1, $d$Ltd. \u015eti.|||8;A.\u015e.|||6;ve Ortaklar\u0131;ve O\u011fullar\u0131;Holding;Grup$d$),
('country', false, $d$$d$, $d$$d$, 1, $d$T\u00fcrkiye|TR TUR||20;Almanya|DE DEU||3;Fransa|FR FRA;Hollanda|NL NLD;Bel\u00e7ika|BE BEL;Avusturya|AT AUT;
\u0130svi\u00e7re|CH CHE;\u0130ngiltere|GB GBR;\u0130talya|IT ITA;\u0130spanya|ES ESP;Yunanistan|GR GRC;
Bulgaristan|BG BGR;Azerbaycan|AZ AZE||2;G\u00fcrcistan|GE GEO;\u0130ran|IR IRN;Irak|IQ IRQ;Rusya|RU RUS;
Ukrayna|UA UKR;Polonya|PL POL;\u0130sve\u00e7|SE SWE;Amerika Birle\u015fik Devletleri|US USA;Kanada|CA CAN;
Brezilya|BR BRA;Japonya|JP JPN;\u00c7in|CN CHN$d$),
('colour', false, $d$$d$, $d$$d$, 1, $d$k\u0131rm\u0131z\u0131|#ff0000;mavi|#0000ff;ye\u015fil|#008000;sar\u0131|#ffff00;turuncu|#ffa500;mor|#800080;
pembe|#ffc0cb;kahverengi|#a52a2a;siyah|#000000;beyaz|#ffffff;gri|#808080;turkuaz|#40e0d0;bej|#f5f5dc;
alt\u0131n|#ffd700$d$),
('job', true, $d$$d$, $d$$d$, 1, $d$Sat\u0131\u015f temsilcisi;Sat\u0131\u015f m\u00fcd\u00fcr\u00fc;Ma\u011faza m\u00fcd\u00fcr\u00fc;
\u00d6\u011fretmen;Hem\u015fire;Doktor;M\u00fchendis;Yaz\u0131l\u0131m geli\u015ftirici;Proje y\u00f6neticisi;
Muhasebeci;Mali m\u00fc\u015favir;Sekreter;Resepsiyonist;Genel m\u00fcd\u00fcr;
M\u00fcd\u00fcr yard\u0131mc\u0131s\u0131;Pazarlama m\u00fcd\u00fcr\u00fc;
\u0130nsan kaynaklar\u0131 uzman\u0131;Elektrik\u00e7i;Tesisat\u00e7\u0131;Marangoz;Duvarc\u0131;Boyac\u0131;
Tamirci;\u015eof\u00f6r;Depo g\u00f6revlisi;A\u015f\u00e7\u0131;Garson;F\u0131r\u0131nc\u0131;Kasap;
Kuaf\u00f6r;\u00c7ift\u00e7i;Bah\u00e7\u0131van;Eczac\u0131;Di\u015f hekimi;Avukat;Noter;Mimar;Gazeteci;
\u00c7evirmen;Grafik tasar\u0131mc\u0131;Dan\u0131\u015fman;Polis;\u0130tfaiyeci;G\u00fcvenlik g\u00f6revlisi;
Stajyer;Emekli;\u0130\u015fletme sahibi$d$)
) AS s (list, ranked, tag, parent, weight, words),
LATERAL pg_catalog.unnest(pg_catalog.string_to_array(s.words, ';')) WITH ORDINALITY AS e (entry, n),
LATERAL (SELECT @extschema@.synth_dictionary_text(pg_catalog.ltrim(pg_catalog.split_part(e.entry, '|', 1), pg_catalog.chr(10))) AS value,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 2), ''), s.tag)) AS tag,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 3), ''), s.parent)) AS parent,
	nullif(pg_catalog.split_part(e.entry, '|', 4), '')::pg_catalog.float4 AS weight) AS w
-- what the encoding of the database cannot hold is left out
WHERE w.value IS NOT NULL AND w.tag IS NOT NULL AND w.parent IS NOT NULL;
