-- Made by sql/dictionary/make from it_IT.txt: edit that.
INSERT INTO @extschema@.synth_dictionary (list, locale, value, tag, parent, weight, builtin)
SELECT s.list, 'it_IT', w.value, w.tag, w.parent, coalesce(w.weight, CASE WHEN s.ranked THEN 10.0 OPERATOR(pg_catalog./) (9 OPERATOR(pg_catalog.+) e.n) ELSE s.weight END), true
FROM (VALUES
('given', true, $d$f$d$, $d$$d$, 1, $d$Maria;Anna;Giuseppina;Rosa;Angela;Giovanna;Teresa;Lucia;Carmela;Caterina;Francesca;Antonella;Laura;Paola;Elena;
Giulia;Sara;Chiara;Silvia;Federica;Alessandra;Roberta;Patrizia;Daniela;Simona;Valentina;Martina;Stefania;
Barbara;Monica;Elisa;Ilaria;Alessia;Claudia;Cristina;Sofia;Aurora;Alice;Ginevra;Emma;Giorgia;Beatrice;Greta;
Vittoria;Eleonora;Serena;Manuela;Raffaella;Sabrina;Cinzia;Loredana;Rita;Bianca;Noemi$d$),
('given', true, $d$m$d$, $d$$d$, 1, $d$Giuseppe;Antonio;Giovanni;Mario;Francesco;Luigi;Vincenzo;Salvatore;Angelo;Domenico;Marco;Alessandro;Andrea;
Paolo;Roberto;Stefano;Luca;Carlo;Franco;Pietro;Michele;Matteo;Davide;Fabio;Massimo;Claudio;Simone;Federico;
Riccardo;Lorenzo;Daniele;Giorgio;Maurizio;Enrico;Bruno;Sergio;Alberto;Gianluca;Nicola;Filippo;Leonardo;Tommaso;
Edoardo;Gabriele;Mattia;Emanuele;Cristian;Diego;Samuele;Raffaele;Pasquale;Gennaro;Nicol\u00f2;Giacomo$d$),
('family', true, $d$$d$, $d$$d$, 1, $d$Rossi;Russo;Ferrari;Esposito;Bianchi;Romano;Colombo;Ricci;Marino;Greco;Bruno;Gallo;Conti;De Luca;Mancini;Costa;
Giordano;Rizzo;Lombardi;Moretti;Barbieri;Fontana;Santoro;Mariani;Rinaldi;Caruso;Ferrara;Galli;Martini;Leone;
Longo;Gentile;Martinelli;Vitale;Lombardo;Serra;Coppola;De Santis;D'Angelo;Marchetti;Parisi;Villa;Conte;Ferraro;
Ferri;Fabbri;Bianco;Marini;Grasso;Valentini;Messina;Sala;De Angelis;Gatti;Pellegrini;Palumbo;Sanna;Farina;
Rizzi;Monti;Cattaneo;Morelli;Amato;Silvestri;Mazza;Testa;Grassi;Pellegrino;Carbone;Giuliani;Benedetti;Barone;
Rossetti;Caputo;Montanari;Guerra;Palmieri;Bernardi;Martino;Fiore;De Rosa;Ferretti;Bellini;Basile;Riva;Donati;
Piras;Vitali;Battaglia;Sartori;Neri;Costantini;Milani;Pagano;Ruggiero;Sorrentino;D'Amico$d$),
('title', false, $d$$d$, $d$$d$, 1, $d$Sig.|m||4;Sig.ra|f||4;Dott.|m||0.7;Dott.ssa|f||0.7;Ing.|||0.2$d$),
('street', true, $d$$d$, $d$$d$, 1, $d$Via Roma;Via Garibaldi;Via Marconi;Via Mazzini;Via Dante;Via Cavour;Via Verdi;Via Matteotti;Via Gramsci;
Via IV Novembre;Via XX Settembre;Piazza Vittorio Veneto;Via Manzoni;Via San Giovanni;Via della Stazione;
Via dei Mille;Corso Italia;Via Europa;Via Trieste;Via Trento;Via del Mulino;Via della Chiesa;Via Leopardi;
Via Carducci;Via Galileo Galilei;Via Colombo;Via delle Rose;Via dei Pini;Via Monte Grappa;
Viale della Libert\u00e0;Via Diaz;Via San Martino;Piazza della Repubblica;Via Fontana;Via del Castello;
Vicolo Corto;Via Nuova;Via Volta;Largo degli Olmi;Via delle Scuole$d$),
('street_format', false, $d$$d$, $d$$d$, 1, $d${street}, {number}$d$),
('region', false, $d$$d$, $d$IT$d$, 1, $d$Abruzzo|65;Basilicata|77;Calabria|78;Campania|72;Emilia-Romagna|45;Friuli-Venezia Giulia|36;Lazio|62;
Liguria|42;Lombardia|25;Marche|57;Molise|67;Piemonte|21;Puglia|75;Sardegna|88;Sicilia|82;Toscana|52;
Trentino-Alto Adige|32;Umbria|55;Valle d'Aosta|23;Veneto|34$d$),
('city', true, $d$$d$, $d$$d$, 1, $d$Roma|001|Lazio;Milano|201|Lombardia;Napoli|801|Campania;Torino|101|Piemonte;Palermo|901|Sicilia;
Genova|161|Liguria;Bologna|401|Emilia-Romagna;Firenze|501|Toscana;Bari|701|Puglia;Catania|951|Sicilia;
Verona|371|Veneto;Venezia|301|Veneto;Messina|981|Sicilia;Padova|351|Veneto;Trieste|341|Friuli-Venezia Giulia;
Brescia|251|Lombardia;Parma|431|Emilia-Romagna;Taranto|741|Puglia;Modena|411|Emilia-Romagna;
Reggio Calabria|891|Calabria;Perugia|061|Umbria;Livorno|571|Toscana;Ravenna|481|Emilia-Romagna;
Cagliari|091|Sardegna;Foggia|711|Puglia;Rimini|479|Emilia-Romagna;Salerno|841|Campania;
Ferrara|441|Emilia-Romagna;Trento|381|Trentino-Alto Adige;Ancona|601|Marche;Pescara|651|Abruzzo;
Bergamo|241|Lombardia;Udine|331|Friuli-Venezia Giulia;Potenza|851|Basilicata;Aosta|111|Valle d'Aosta;
Campobasso|861|Molise$d$),
('postcode', false, $d$$d$, $d$$d$, 1, $d$[0-9]{5}$d$),
('phone', false, $d$$d$, $d$$d$, 1, $d$2[0-9]{2} [0-9]{7}|||3;2[0-9]{2} [0-9]{3} [0-9]{4};\u005c+39 2[0-9]{2} [0-9]{7}|||2$d$),
('national_id', false, $d$$d$, $d$$d$, 1, $d$[A-Z]{6}[0-9]{2}[ABCDEHLMPRST]3[2-9][A-M][0-9]{3}[A-Z]$d$),
('company_suffix', false, $d$$d$, $d$$d$, 1, $d$S.r.l.|||10;S.p.A.|||5;S.n.c.|||2;S.a.s.|||2;& Figli;Fratelli;Gruppo$d$),
('country', false, $d$$d$, $d$$d$, 1, $d$Italia|IT ITA||20;Francia|FR FRA||2;Germania|DE DEU||2;Svizzera|CH CHE||2;Spagna|ES ESP;Austria|AT AUT;
Portogallo|PT PRT;Regno Unito|GB GBR;Irlanda|IE IRL;Paesi Bassi|NL NLD;Belgio|BE BEL;Polonia|PL POL;
Svezia|SE SWE;Norvegia|NO NOR;Danimarca|DK DNK;Finlandia|FI FIN;Grecia|GR GRC;Turchia|TR TUR;Romania|RO ROU;
Slovenia|SI SVN;Croazia|HR HRV;San Marino|SM SMR;Stati Uniti|US USA;Canada|CA CAN;Brasile|BR BRA;
Argentina|AR ARG;Australia|AU AUS;Giappone|JP JPN;Cina|CN CHN$d$),
('colour', false, $d$$d$, $d$$d$, 1, $d$rosso|#ff0000;blu|#0000ff;verde|#008000;giallo|#ffff00;arancione|#ffa500;viola|#ee82ee;rosa|#ffc0cb;
marrone|#a52a2a;nero|#000000;bianco|#ffffff;grigio|#808080;turchese|#40e0d0;beige|#f5f5dc;oro|#ffd700$d$),
('job', true, $d$$d$, $d$$d$, 1, $d$Impiegato;Impiegata;Commesso;Commessa;Operaio;Operaia;Insegnante;Infermiere;Infermiera;Ingegnere;Programmatore;
Programmatrice;Responsabile vendite;Responsabile acquisti;Responsabile marketing;Direttore generale;
Direttore commerciale;Capo progetto;Contabile;Ragioniere;Segretaria;Receptionist;Tecnico;Elettricista;
Idraulico;Falegname;Muratore;Meccanico;Autista;Magazziniere;Cuoco;Cuoca;Cameriere;Cameriera;Panettiere;
Parrucchiere;Parrucchiera;Agricoltore;Medico;Farmacista;Dentista;Avvocato;Notaio;Architetto;Geometra;
Giornalista;Traduttrice;Grafico;Consulente;Commercialista;Agente di commercio;Vigile del fuoco;Apprendista;
Tirocinante;Pensionato;Titolare$d$)
) AS s (list, ranked, tag, parent, weight, words),
LATERAL pg_catalog.unnest(pg_catalog.string_to_array(s.words, ';')) WITH ORDINALITY AS e (entry, n),
LATERAL (SELECT @extschema@.synth_dictionary_text(pg_catalog.ltrim(pg_catalog.split_part(e.entry, '|', 1), pg_catalog.chr(10))) AS value,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 2), ''), s.tag)) AS tag,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 3), ''), s.parent)) AS parent,
	nullif(pg_catalog.split_part(e.entry, '|', 4), '')::pg_catalog.float4 AS weight) AS w
-- what the encoding of the database cannot hold is left out
WHERE w.value IS NOT NULL AND w.tag IS NOT NULL AND w.parent IS NOT NULL;
