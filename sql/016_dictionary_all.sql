-- Made by sql/dictionary/make from all.txt: edit that.
INSERT INTO @extschema@.synth_dictionary (list, locale, value, tag, parent, weight, builtin)
SELECT s.list, '', w.value, w.tag, w.parent, coalesce(w.weight, CASE WHEN s.ranked THEN 10.0 OPERATOR(pg_catalog./) (9 OPERATOR(pg_catalog.+) e.n) ELSE s.weight END), true
FROM (VALUES
('domain', false, $d$$d$, $d$$d$, 1, $d$example.com|||6;example.org|||4;example.net|||4;mail.example.com|||2;mail.example.org;post.example.net;
mail.example|||2;post.example;inbox.example;home.example;office.example;mail.test;web.test$d$),
('company_stem', false, $d$$d$, $d$$d$, 1, $d$Abrelia;Accendo;Adrivon;Agrovela;Albarune;Altesso;Amberline;Andorix;Aquavento;Arborel;Arcolume;Ardenva;
Astravel;Aurevia;Avenor;Balticor;Belvaro;Brightfen;Brontex;Calderis;Caldova;Candelis;Caspero;Cedarline;Celvara;
Cirruna;Clavero;Coppermill;Corvanta;Cresvale;Daxonia;Delmera;Domivar;Dravena;Ecluma;Eldoria;Elmstead;Embrix;
Enverra;Equinova;Fabrilo;Fenwick;Ferrolane;Flintmoor;Florisse;Fordane;Galvino;Garonix;Glimmerton;Granvel;
Greyfield;Halcora;Harvane;Helvion;Hexaline;Hollowbrook;Icarum;Indalo;Ironvale;Isoterra;Ivaro;Jadewell;Junovia;
Kaldera;Kestrelon;Kivaro;Larkfield;Lindenmark;Lorvane;Lumora;Luxavo;Maplewick;Marovel;Meridol;Mistralux;
Montavo;Nevora;Nordhaven;Norvanta;Novalind;Oakhurst;Octavel;Olmira;Optevia;Orvanta;Palmeiro;Pentavia;Perivale;
Pinecrest;Polarune;Primavo;Quantrel;Quillon;Ravenmoor;Redferne;Rivola;Rostrum;Sablemar;Salvora;Sendara;Silvane;
Solvento;Sorrel;Stellavo;Stonemere;Sunvale;Sylvaro;Tarvel;Tervona;Thornwick;Tidewell;Torvane;Trivela;Ulmera;
Valdoro;Velmora;Verdalis;Vintara;Vossmar;Westmark;Wexlow;Willowmere;Wyndale;Xantor;Yarrowby;Zelvano;Zephra$d$),
('word', false, $d$$d$, $d$$d$, 1, $d$lorem;ipsum;dolor;sit;amet;consectetur;adipiscing;elit;sed;do;eiusmod;tempor;incididunt;ut;labore;et;dolore;
magna;aliqua;enim;ad;minim;veniam;quis;nostrud;exercitation;ullamco;laboris;nisi;aliquip;ex;ea;commodo;
consequat;duis;aute;irure;in;reprehenderit;voluptate;velit;esse;cillum;eu;fugiat;nulla;pariatur;excepteur;sint;
occaecat;cupidatat;non;proident;sunt;culpa;qui;officia;deserunt;mollit;anim;id;est;laborum;ac;accumsan;aenean;
aliquam;aliquet;ante;aptent;arcu;at;auctor;augue;bibendum;blandit;class;condimentum;congue;conubia;convallis;
cras;cubilia;curae;cursus;dapibus;diam;dictum;dictumst;dignissim;dis;donec;dui;efficitur;egestas;eget;eleifend;
elementum;erat;eros;etiam;euismod;facilisi;facilisis;fames;faucibus;felis;fermentum;feugiat;finibus;fringilla;
fusce;gravida;habitant;habitasse;hac;hendrerit;himenaeos;iaculis;imperdiet;integer;interdum;justo;lacinia;
lacus;laoreet;lectus;leo;libero;ligula;litora;lobortis;luctus;maecenas;malesuada;massa;mattis;mauris;maximus;
metus;mi;molestie;montes;morbi;mus;nam;nascetur;natoque;nec;neque;netus;nibh;nisl;nostra;nullam;nunc;odio;orci;
ornare;parturient;pellentesque;penatibus;per;pharetra;phasellus;placerat;platea;porta;porttitor;posuere;
potenti;praesent;pretium;primis;proin;pulvinar;purus;quam;quisque;rhoncus;ridiculus;risus;rutrum;sagittis;
sapien;scelerisque;sem;semper;senectus;sociosqu;sodales;sollicitudin;suscipit;suspendisse;taciti;tellus;tempus;
tincidunt;torquent;tortor;tristique;turpis;ultrices;ultricies;urna;varius;vehicula;vel;venenatis;vestibulum;
vitae;vivamus;viverra;volutpat;vulputate$d$),
('slug', false, $d$a$d$, $d$$d$, 1, $d$amber;ample;ancient;blue;bold;brief;bright;broad;calm;careful;central;clean;clear;cool;crisp;daily;deep;direct;
distant;dry;eager;early;easy;eastern;even;fair;final;fine;firm;flat;fresh;full;general;gentle;global;golden;
grand;green;happy;hidden;high;honest;hollow;ideal;inner;keen;kind;large;late;lean;light;little;local;long;loud;
low;lucky;main;major;mild;minor;modern;narrow;native;neat;new;noble;northern;old;open;orange;outer;pale;
patient;plain;polar;polite;prime;proud;public;pure;purple;quick;quiet;rapid;rare;ready;recent;regular;rich;
round;royal;rural;safe;scarlet;sharp;short;silent;silver;simple;slow;small;smart;smooth;soft;solar;solid;
southern;spare;special;stable;steady;still;strong;sunny;sweet;swift;tall;tender;tidy;tiny;true;upper;urban;
usual;valid;vast;violet;vivid;warm;western;white;wide;wild;wise;wooden;yellow;young$d$),
('slug', false, $d$n$d$, $d$$d$, 1, $d$acorn;agenda;album;anchor;answer;apple;archive;arrow;article;atlas;autumn;badge;balance;banner;barn;basket;
beach;beacon;bench;bird;board;boat;book;border;bottle;bridge;brook;budget;button;cabin;cable;calendar;camera;
candle;canvas;canyon;card;carpet;castle;catalog;chain;chair;chapter;chart;circle;city;cliff;clock;cloud;coast;
column;compass;copper;corner;cotton;country;course;cover;creek;crystal;cup;curtain;dawn;delta;desert;design;
desk;diagram;dinner;door;draft;drawing;drum;dune;eagle;earth;echo;engine;event;evening;falcon;farm;feather;
fence;field;figure;file;filter;fire;flag;flower;folder;forest;fountain;frame;garden;gate;glacier;glass;globe;
grain;graph;grass;guide;hammer;harbor;harvest;hill;holiday;home;horizon;house;image;index;invoice;island;ivory;
jacket;jar;journal;journey;kettle;key;kitchen;kite;ladder;lake;lamp;lantern;layer;leaf;lemon;lesson;letter;
library;linen;list;log;lunch;magnet;manual;map;maple;marble;market;meadow;medal;memo;meeting;menu;metal;mill;
minute;mirror;model;moment;moon;morning;mountain;music;needle;nest;note;notebook;number;oak;oasis;ocean;office;
olive;orchard;order;outline;oven;owl;page;paint;paper;parade;park;path;pattern;pebble;pencil;phrase;picture;
pillow;pine;planet;plate;plaza;pocket;poem;pond;portal;poster;prairie;preview;price;prism;profile;project;
puzzle;quarter;question;rain;rainbow;ranch;recipe;record;reef;report;review;ribbon;ridge;river;road;robin;
rocket;roof;room;root;rope;rose;route;sail;salt;sample;sand;scale;scene;schedule;school;season;seed;shade;
shell;ship;shore;signal;sketch;sky;slide;snow;song;spark;spring;square;stage;star;station;stone;storm;story;
stream;street;studio;summary;summer;sun;table;task;tea;template;theater;thread;ticket;tide;timber;topic;tower;
town;track;trail;train;travel;tree;tunnel;update;valley;village;violin;voyage;wagon;walk;wall;water;wave;week;
wheel;willow;wind;window;winter;wood;word;world;yard$d$),
('file_extension', false, $d$$d$, $d$$d$, 1, $d$pdf|document||6;docx|document||4;xlsx|document||4;txt|document||3;csv|data||3;jpg|image||6;png|image||5;
gif|image;svg|image;pptx|document||2;doc|document;xls|document;odt|document;rtf|document;html|document||2;
md|document;json|data;xml|data;zip|archive;gz|archive;mp3|audio;wav|audio;mp4|video;mov|video;webp|image;
tif|image$d$),
('colour', false, $d$$d$, $d$$d$, 1, $d$red|#ff0000||5;blue|#0000ff||5;green|#008000||5;yellow|#ffff00||4;black|#000000||6;white|#ffffff||6;
gray|#808080||4;orange|#ffa500||3;purple|#800080||3;pink|#ffc0cb||3;brown|#a52a2a||3;silver|#c0c0c0||3;
gold|#ffd700||2;navy|#000080||2;teal|#008080;maroon|#800000;olive|#808000;aqua|#00ffff;lime|#00ff00;
fuchsia|#ff00ff;beige|#f5f5dc;coral|#ff7f50;crimson|#dc143c;cyan|#00ffff;indigo|#4b0082;ivory|#fffff0;
khaki|#f0e68c;lavender|#e6e6fa;magenta|#ff00ff;orchid|#da70d6;plum|#dda0dd;salmon|#fa8072;sienna|#a0522d;
tan|#d2b48c;tomato|#ff6347;turquoise|#40e0d0;violet|#ee82ee;azure|#f0ffff;chocolate|#d2691e;linen|#faf0e6$d$),
('currency', false, $d$$d$, $d$$d$, 1, $d$AED|UAE dirham;AFN|Afghani;ALL|Lek;AMD|Armenian dram;AOA|Kwanza;ARS|Argentine peso;AUD|Australian dollar||3;
AWG|Aruban florin;AZN|Azerbaijan manat;BAM|Convertible mark;BBD|Barbados dollar;BDT|Taka;BGN|Bulgarian lev;
BHD|Bahraini dinar;BIF|Burundi franc;BMD|Bermudian dollar;BND|Brunei dollar;BOB|Boliviano;
BRL|Brazilian real||3;BSD|Bahamian dollar;BTN|Ngultrum;BWP|Pula;BYN|Belarusian ruble;BZD|Belize dollar;
CAD|Canadian dollar||4;CDF|Congolese franc;CHF|Swiss franc||5;CLP|Chilean peso;CNY|Yuan renminbi||5;
COP|Colombian peso;CRC|Costa Rican colon;CUP|Cuban peso;CVE|Cabo Verde escudo;CZK|Czech koruna;
DJF|Djibouti franc;DKK|Danish krone||2;DOP|Dominican peso;DZD|Algerian dinar;EGP|Egyptian pound;ERN|Nakfa;
ETB|Ethiopian birr;EUR|Euro||20;FJD|Fiji dollar;FKP|Falkland Islands pound;GBP|Pound sterling||10;GEL|Lari;
GHS|Ghana cedi;GIP|Gibraltar pound;GMD|Dalasi;GNF|Guinean franc;GTQ|Quetzal;GYD|Guyana dollar;
HKD|Hong Kong dollar||2;HNL|Lempira;HTG|Gourde;HUF|Forint;IDR|Rupiah;ILS|New Israeli sheqel;
INR|Indian rupee||4;IQD|Iraqi dinar;IRR|Iranian rial;ISK|Iceland krona;JMD|Jamaican dollar;JOD|Jordanian dinar;
JPY|Yen||8;KES|Kenyan shilling;KGS|Som;KHR|Riel;KMF|Comorian franc;KPW|North Korean won;KRW|Won||2;
KWD|Kuwaiti dinar;KYD|Cayman Islands dollar;KZT|Tenge;LAK|Lao kip;LBP|Lebanese pound;LKR|Sri Lanka rupee;
LRD|Liberian dollar;LSL|Loti;LYD|Libyan dinar;MAD|Moroccan dirham;MDL|Moldovan leu;MGA|Malagasy ariary;
MKD|Denar;MMK|Kyat;MNT|Tugrik;MOP|Pataca;MRU|Ouguiya;MUR|Mauritius rupee;MVR|Rufiyaa;MWK|Malawi kwacha;
MXN|Mexican peso||3;MYR|Malaysian ringgit;MZN|Mozambique metical;NAD|Namibia dollar;NGN|Naira;NIO|Cordoba oro;
NOK|Norwegian krone||2;NPR|Nepalese rupee;NZD|New Zealand dollar||2;OMR|Rial Omani;PAB|Balboa;PEN|Sol;PGK|Kina;
PHP|Philippine peso;PKR|Pakistan rupee;PLN|Zloty||2;PYG|Guarani;QAR|Qatari rial;RON|Romanian leu;
RSD|Serbian dinar;RUB|Russian ruble;RWF|Rwanda franc;SAR|Saudi riyal;SBD|Solomon Islands dollar;
SCR|Seychelles rupee;SDG|Sudanese pound;SEK|Swedish krona||3;SGD|Singapore dollar||2;SHP|Saint Helena pound;
SLE|Leone;SOS|Somali shilling;SRD|Surinam dollar;SSP|South Sudanese pound;STN|Dobra;SVC|El Salvador colon;
SYP|Syrian pound;SZL|Lilangeni;THB|Baht;TJS|Somoni;TMT|Turkmenistan new manat;TND|Tunisian dinar;TOP|Pa'anga;
TRY|Turkish lira||2;TTD|Trinidad and Tobago dollar;TWD|New Taiwan dollar;TZS|Tanzanian shilling;UAH|Hryvnia;
UGX|Uganda shilling;USD|US dollar||25;UYU|Peso uruguayo;UZS|Uzbekistan sum;VES|Bolivar soberano;VND|Dong;
VUV|Vatu;WST|Tala;XAF|CFA franc BEAC;XCD|East Caribbean dollar;XOF|CFA franc BCEAO;XPF|CFP franc;
YER|Yemeni rial;ZAR|Rand;ZMW|Zambian kwacha$d$),
('language', false, $d$$d$, $d$$d$, 1, $d$aa|Afar;ab|Abkhazian;ae|Avestan;af|Afrikaans;ak|Akan;am|Amharic;an|Aragonese;ar|Arabic||5;as|Assamese;
av|Avaric;ay|Aymara;az|Azerbaijani;ba|Bashkir;be|Belarusian;bg|Bulgarian;bi|Bislama;bm|Bambara;bn|Bengali||3;
bo|Tibetan;br|Breton;bs|Bosnian;ca|Catalan;ce|Chechen;ch|Chamorro;co|Corsican;cr|Cree;cs|Czech||2;
cu|Church Slavic;cv|Chuvash;cy|Welsh;da|Danish||2;de|German||15;dv|Divehi;dz|Dzongkha;ee|Ewe;el|Greek||2;
en|English||40;eo|Esperanto;es|Spanish||15;et|Estonian;eu|Basque;fa|Persian||2;ff|Fulah;fi|Finnish||2;
fj|Fijian;fo|Faroese;fr|French||12;fy|Western Frisian;ga|Irish;gd|Gaelic;gl|Galician;gn|Guarani;gu|Gujarati;
gv|Manx;ha|Hausa;he|Hebrew;hi|Hindi||5;ho|Hiri Motu;hr|Croatian;ht|Haitian;hu|Hungarian||2;hy|Armenian;
hz|Herero;ia|Interlingua;id|Indonesian||2;ie|Interlingue;ig|Igbo;ii|Sichuan Yi;ik|Inupiaq;io|Ido;is|Icelandic;
it|Italian||8;iu|Inuktitut;ja|Japanese||8;jv|Javanese;ka|Georgian;kg|Kongo;ki|Kikuyu;kj|Kuanyama;kk|Kazakh;
kl|Kalaallisut;km|Central Khmer;kn|Kannada;ko|Korean||3;kr|Kanuri;ks|Kashmiri;ku|Kurdish;kv|Komi;kw|Cornish;
ky|Kirghiz;la|Latin;lb|Luxembourgish;lg|Ganda;li|Limburgan;ln|Lingala;lo|Lao;lt|Lithuanian;lu|Luba-Katanga;
lv|Latvian;mg|Malagasy;mh|Marshallese;mi|Maori;mk|Macedonian;ml|Malayalam;mn|Mongolian;mr|Marathi;ms|Malay;
mt|Maltese;my|Burmese;na|Nauru;nb|Norwegian Bokm\u00e5l;nd|North Ndebele;ne|Nepali;ng|Ndonga;nl|Dutch||4;
nn|Norwegian Nynorsk;no|Norwegian||2;nr|South Ndebele;nv|Navajo;ny|Chichewa;oc|Occitan;oj|Ojibwa;om|Oromo;
or|Oriya;os|Ossetian;pa|Panjabi;pi|Pali;pl|Polish||5;ps|Pushto;pt|Portuguese||8;qu|Quechua;rm|Romansh;rn|Rundi;
ro|Romanian||2;ru|Russian||8;rw|Kinyarwanda;sa|Sanskrit;sc|Sardinian;sd|Sindhi;se|Northern Sami;sg|Sango;
si|Sinhala;sk|Slovak;sl|Slovenian;sm|Samoan;sn|Shona;so|Somali;sq|Albanian;sr|Serbian;ss|Swati;
st|Southern Sotho;su|Sundanese;sv|Swedish||3;sw|Swahili;ta|Tamil;te|Telugu;tg|Tajik;th|Thai||2;ti|Tigrinya;
tk|Turkmen;tl|Tagalog;tn|Tswana;to|Tonga;tr|Turkish||4;ts|Tsonga;tt|Tatar;tw|Twi;ty|Tahitian;ug|Uighur;
uk|Ukrainian||2;ur|Urdu||2;uz|Uzbek;ve|Venda;vi|Vietnamese||2;vo|Volap\u00fck;wa|Walloon;wo|Wolof;xh|Xhosa;
yi|Yiddish;yo|Yoruba;za|Zhuang;zh|Chinese||10;zu|Zulu$d$),
('card', false, $d$$d$, $d$$d$, 1, $d$411111[0-9]{9}|visa||5;424242[0-9]{9}|visa||5;400000[0-9]{9}|visa||5;555555[0-9]{9}|mastercard||6;
222300[0-9]{9}|mastercard||2;510510[0-9]{9}|mastercard||2;378282[0-9]{8}|amex||1;371449[0-9]{8}|amex||1;
601111[0-9]{9}|discover||1;353011[0-9]{9}|jcb||0.5;305693[0-9]{7}|diners||0.5$d$),
('iban', false, $d$$d$, $d$$d$, 1, $d$0[0-9]{17}|DE||6;00000[0-9]{11}|AT;999[0-9]{9}|BE;00000[0-9]{12}|CH;0000[0-9]{16}|CZ;0000[0-9]{10}|DK;
0000[0-9]{16}|ES||4;000[0-9]{11}|FI;00000[0-9]{5}[0-9A-Z]{11}[0-9]{2}|FR||5;ZZZZ[0-9]{14}|GB||5;
ZZZZ[0-9]{14}|IE;[A-Z]00000[0-9]{5}[0-9]{12}|IT||4;000[0-9]{13}|LU;ZZZZ[0-9]{10}|NL||3;0000[0-9]{7}|NO;
0000[0-9]{20}|PL||3;0000[0-9]{17}|PT;000[0-9]{17}|SE||2;000000[0-9]{16}|TR||2$d$),
('phone', false, $d$$d$, $d$$d$, 1, $d$\u005c+990 [0-9]{3} [0-9]{3} [0-9]{4}$d$),
('user_agent', false, $d$$d$, $d$$d$, 1, $d$
Mozilla/5\u005c.0 \u005c(Windows NT 10\u005c.0\u003b Win64\u003b x64\u005c) AppleWebKit/537\u005c.36 \u005c(KHTML, like Gecko\u005c) Chrome/1[0-3][0-9]\u005c.0\u005c.0\u005c.0 Safari/537\u005c.36|||8;
Mozilla/5\u005c.0 \u005c(Macintosh\u003b Intel Mac OS X 10_15_7\u005c) AppleWebKit/537\u005c.36 \u005c(KHTML, like Gecko\u005c) Chrome/1[0-3][0-9]\u005c.0\u005c.0\u005c.0 Safari/537\u005c.36|||4;
Mozilla/5\u005c.0 \u005c(Linux\u003b Android 1[0-4]\u003b K\u005c) AppleWebKit/537\u005c.36 \u005c(KHTML, like Gecko\u005c) Chrome/1[0-3][0-9]\u005c.0\u005c.0\u005c.0 Mobile Safari/537\u005c.36|||5;
Mozilla/5\u005c.0 \u005c(X11\u003b Linux x86_64\u005c) AppleWebKit/537\u005c.36 \u005c(KHTML, like Gecko\u005c) Chrome/1[0-3][0-9]\u005c.0\u005c.0\u005c.0 Safari/537\u005c.36|||2;
Mozilla/5\u005c.0 \u005c(Windows NT 10\u005c.0\u003b Win64\u003b x64\u003b rv:1[0-3][0-9]\u005c.0\u005c) Gecko/20100101 Firefox/1[0-3][0-9]\u005c.0|||3;
Mozilla/5\u005c.0 \u005c(X11\u003b Linux x86_64\u003b rv:1[0-3][0-9]\u005c.0\u005c) Gecko/20100101 Firefox/1[0-3][0-9]\u005c.0|||2;
Mozilla/5\u005c.0 \u005c(Macintosh\u003b Intel Mac OS X 10_15_7\u005c) AppleWebKit/605\u005c.1\u005c.15 \u005c(KHTML, like Gecko\u005c) Version/1[4-8]\u005c.[0-6] Safari/605\u005c.1\u005c.15|||3;
Mozilla/5\u005c.0 \u005c(iPhone\u003b CPU iPhone OS 1[4-8]_[0-6] like Mac OS X\u005c) AppleWebKit/605\u005c.1\u005c.15 \u005c(KHTML, like Gecko\u005c) Version/1[4-8]\u005c.[0-6] Mobile/15E148 Safari/604\u005c.1|||6;
Mozilla/5\u005c.0 \u005c(Windows NT 10\u005c.0\u003b Win64\u003b x64\u005c) AppleWebKit/537\u005c.36 \u005c(KHTML, like Gecko\u005c) Chrome/1[0-3][0-9]\u005c.0\u005c.0\u005c.0 Safari/537\u005c.36 Edg/1[0-3][0-9]\u005c.0\u005c.0\u005c.0|||3$d$),
('country', false, $d$$d$, $d$$d$, 1, $d$Afghanistan|AF AFG;\u00c5land Islands|AX ALA;Albania|AL ALB;Algeria|DZ DZA;American Samoa|AS ASM;
Andorra|AD AND;Angola|AO AGO;Anguilla|AI AIA;Antarctica|AQ ATA||0.01;Antigua and Barbuda|AG ATG;
Argentina|AR ARG||4;Armenia|AM ARM;Aruba|AW ABW;Australia|AU AUS||6;Austria|AT AUT||4;Azerbaijan|AZ AZE;
Bahamas|BS BHS;Bahrain|BH BHR;Bangladesh|BD BGD||3;Barbados|BB BRB;Belarus|BY BLR;Belgium|BE BEL||4;
Belize|BZ BLZ;Benin|BJ BEN;Bermuda|BM BMU;Bhutan|BT BTN;Bolivia|BO BOL;
Bonaire, Sint Eustatius and Saba|BQ BES||0.1;Bosnia and Herzegovina|BA BIH;Botswana|BW BWA;
Bouvet Island|BV BVT||0.01;Brazil|BR BRA||8;British Indian Ocean Territory|IO IOT||0.01;
Brunei Darussalam|BN BRN;Bulgaria|BG BGR;Burkina Faso|BF BFA;Burundi|BI BDI;Cabo Verde|CV CPV;Cambodia|KH KHM;
Cameroon|CM CMR;Canada|CA CAN||8;Cayman Islands|KY CYM;Central African Republic|CF CAF;Chad|TD TCD;
Chile|CL CHL||2;China|CN CHN||10;Christmas Island|CX CXR||0.1;Cocos (Keeling) Islands|CC CCK||0.1;
Colombia|CO COL||3;Comoros|KM COM;Congo|CG COG;Congo, Democratic Republic of the|CD COD;
Cook Islands|CK COK||0.1;Costa Rica|CR CRI;C\u00f4te d'Ivoire|CI CIV;Croatia|HR HRV;Cuba|CU CUB;
Cura\u00e7ao|CW CUW;Cyprus|CY CYP;Czechia|CZ CZE||2;Denmark|DK DNK||3;Djibouti|DJ DJI;Dominica|DM DMA;
Dominican Republic|DO DOM;Ecuador|EC ECU;Egypt|EG EGY||3;El Salvador|SV SLV;Equatorial Guinea|GQ GNQ;
Eritrea|ER ERI;Estonia|EE EST;Eswatini|SZ SWZ;Ethiopia|ET ETH;Falkland Islands|FK FLK||0.1;
Faroe Islands|FO FRO;Fiji|FJ FJI;Finland|FI FIN||3;France|FR FRA||12;French Guiana|GF GUF;
French Polynesia|PF PYF;French Southern Territories|TF ATF||0.01;Gabon|GA GAB;Gambia|GM GMB;Georgia|GE GEO;
Germany|DE DEU||15;Ghana|GH GHA;Gibraltar|GI GIB;Greece|GR GRC||2;Greenland|GL GRL;Grenada|GD GRD;
Guadeloupe|GP GLP;Guam|GU GUM;Guatemala|GT GTM;Guernsey|GG GGY;Guinea|GN GIN;Guinea-Bissau|GW GNB;
Guyana|GY GUY;Haiti|HT HTI;Heard Island and McDonald Islands|HM HMD||0.01;Holy See|VA VAT||0.1;Honduras|HN HND;
Hong Kong|HK HKG;Hungary|HU HUN||2;Iceland|IS ISL;India|IN IND||12;Indonesia|ID IDN||5;Iran|IR IRN;Iraq|IQ IRQ;
Ireland|IE IRL||3;Isle of Man|IM IMN;Israel|IL ISR||2;Italy|IT ITA||10;Jamaica|JM JAM;Japan|JP JPN||8;
Jersey|JE JEY;Jordan|JO JOR;Kazakhstan|KZ KAZ;Kenya|KE KEN;Kiribati|KI KIR;North Korea|KP PRK;
South Korea|KR KOR||4;Kuwait|KW KWT;Kyrgyzstan|KG KGZ;Laos|LA LAO;Latvia|LV LVA;Lebanon|LB LBN;Lesotho|LS LSO;
Liberia|LR LBR;Libya|LY LBY;Liechtenstein|LI LIE;Lithuania|LT LTU;Luxembourg|LU LUX;Macao|MO MAC;
Madagascar|MG MDG;Malawi|MW MWI;Malaysia|MY MYS||2;Maldives|MV MDV;Mali|ML MLI;Malta|MT MLT;
Marshall Islands|MH MHL;Martinique|MQ MTQ;Mauritania|MR MRT;Mauritius|MU MUS;Mayotte|YT MYT;Mexico|MX MEX||6;
Micronesia|FM FSM;Moldova|MD MDA;Monaco|MC MCO;Mongolia|MN MNG;Montenegro|ME MNE;Montserrat|MS MSR||0.1;
Morocco|MA MAR||2;Mozambique|MZ MOZ;Myanmar|MM MMR;Namibia|NA NAM;Nauru|NR NRU;Nepal|NP NPL;
Netherlands|NL NLD||5;New Caledonia|NC NCL;New Zealand|NZ NZL||3;Nicaragua|NI NIC;Niger|NE NER;
Nigeria|NG NGA||3;Niue|NU NIU||0.1;Norfolk Island|NF NFK||0.1;North Macedonia|MK MKD;
Northern Mariana Islands|MP MNP;Norway|NO NOR||3;Oman|OM OMN;Pakistan|PK PAK||3;Palau|PW PLW;Palestine|PS PSE;
Panama|PA PAN;Papua New Guinea|PG PNG;Paraguay|PY PRY;Peru|PE PER||2;Philippines|PH PHL||4;
Pitcairn|PN PCN||0.01;Poland|PL POL||5;Portugal|PT PRT||3;Puerto Rico|PR PRI;Qatar|QA QAT;R\u00e9union|RE REU;
Romania|RO ROU||2;Russian Federation|RU RUS||6;Rwanda|RW RWA;Saint Barth\u00e9lemy|BL BLM;
Saint Helena|SH SHN||0.1;Saint Kitts and Nevis|KN KNA;Saint Lucia|LC LCA;Saint Martin|MF MAF;
Saint Pierre and Miquelon|PM SPM||0.1;Saint Vincent and the Grenadines|VC VCT;Samoa|WS WSM;San Marino|SM SMR;
Sao Tome and Principe|ST STP;Saudi Arabia|SA SAU||2;Senegal|SN SEN;Serbia|RS SRB;Seychelles|SC SYC;
Sierra Leone|SL SLE;Singapore|SG SGP||2;Sint Maarten|SX SXM;Slovakia|SK SVK;Slovenia|SI SVN;
Solomon Islands|SB SLB;Somalia|SO SOM;South Africa|ZA ZAF||3;
South Georgia and the South Sandwich Islands|GS SGS||0.01;South Sudan|SS SSD;Spain|ES ESP||9;Sri Lanka|LK LKA;
Sudan|SD SDN;Suriname|SR SUR;Svalbard and Jan Mayen|SJ SJM||0.1;Sweden|SE SWE||4;Switzerland|CH CHE||4;
Syria|SY SYR;Taiwan|TW TWN||2;Tajikistan|TJ TJK;Tanzania|TZ TZA;Thailand|TH THA||3;Timor-Leste|TL TLS;
Togo|TG TGO;Tokelau|TK TKL||0.1;Tonga|TO TON;Trinidad and Tobago|TT TTO;Tunisia|TN TUN;T\u00fcrkiye|TR TUR||5;
Turkmenistan|TM TKM;Turks and Caicos Islands|TC TCA;Tuvalu|TV TUV;Uganda|UG UGA;Ukraine|UA UKR||3;
United Arab Emirates|AE ARE||2;United Kingdom|GB GBR||12;United States|US USA||25;
United States Minor Outlying Islands|UM UMI||0.01;Uruguay|UY URY;Uzbekistan|UZ UZB;Vanuatu|VU VUT;
Venezuela|VE VEN||2;Viet Nam|VN VNM||3;Virgin Islands, British|VG VGB;Virgin Islands, U.S.|VI VIR;
Wallis and Futuna|WF WLF||0.1;Western Sahara|EH ESH;Yemen|YE YEM;Zambia|ZM ZMB;Zimbabwe|ZW ZWE$d$)
) AS s (list, ranked, tag, parent, weight, words),
LATERAL pg_catalog.unnest(pg_catalog.string_to_array(s.words, ';')) WITH ORDINALITY AS e (entry, n),
LATERAL (SELECT @extschema@.synth_dictionary_text(pg_catalog.ltrim(pg_catalog.split_part(e.entry, '|', 1), pg_catalog.chr(10))) AS value,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 2), ''), s.tag)) AS tag,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 3), ''), s.parent)) AS parent,
	nullif(pg_catalog.split_part(e.entry, '|', 4), '')::pg_catalog.float4 AS weight) AS w
-- what the encoding of the database cannot hold is left out
WHERE w.value IS NOT NULL AND w.tag IS NOT NULL AND w.parent IS NOT NULL;
