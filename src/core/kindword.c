/*-------------------------------------------------------------------------
 *
 * kindword.c
 *	  Cuts the names of columns and tables into words of known meaning.
 *
 * Names are cut where the writing changes (snake_case, camelCase, digits) and
 * what is left unknown once more where it falls into known words without a
 * rest ("zipcode", "kundenname").  Letters lose their accents first, so that a
 * word is listed once; German umlauts are also listed as ae, oe, ue.
 *
 * The words: English, German, French, Spanish, Italian, Portuguese, Dutch,
 * Polish, Swedish, Turkish.  English ones are listed apart, because an English
 * name ends with what it names ("city tier" is a tier), whereas a Romance one
 * begins with it.  Words of several meanings stand where they do least harm;
 * the weak ones have concepts of their own that need the right neighbours.
 *
 *-------------------------------------------------------------------------
 */
#include "kindword.h"

#include <string.h>

#define MAX_TOKEN 48
/* shortest word that an unknown token may be cut into */
#define MIN_PIECE 3

typedef struct WordList
{
	SynthConcept concept;
	const char *english; /* separated by single spaces */
	const char *other;
} WordList;

static const WordList words[] = {
	{SYNTH_W_FILLER,
	 "the of for and or to a an v tbl tab table col field fld dim fact stg src raw txt str val value data info all my "
	 "new old std default nm display account accounts acct profile profiles master record records",
	 "de del della delle di do da dos das du des la le les el los der die den van vom von zu z w i y og och ve et und"},
	{SYNTH_W_STOP,
	 "type types typ kind status stat flag flags is has was can should verified confirmed confirm valid validated "
	 "validation enabled disabled allowed active opt optin optout consent count cnt total qty quantity amount sum avg "
	 "min max len length size width height weight rank score scores rating level class category group date dates time "
	 "timestamp at ts datetime year month day hour age when updated expires expired expiry expiration version ver "
	 "format fmt method mode model provider reason pref preference preferences template schema index idx sort order "
	 "key keys token tokens secret salt hint question reset attempt attempts timezone zone tz offset lat lon lng "
	 "latitude longitude geo coord coordinates extension ext prefix suffix ratio rate rates percent pct price cost tax "
	 "fee balance limit os signature interval frequency priority severity symbol sent delivered opened bounced clicked "
	 "subscribed policy rule rules scope tier segment brand gateway network protocol port mask subnet swift bic initial "
	 "initials hash digest checksum mime media band tag tags list temp temperature speed plan furniture area density "
	 "population gdp usage result error source channel",
	 "art tipo tipi tipos rodzaj soort tur anzahl menge cantidad quantite datum fecha fech dato estatus uhrzeit heure "
	 "hora groesse grosse grose taille tamano gewicht poids peso"},
	{SYNTH_W_ID, "id ids pk fk uid oid sid ref refs reference", "identifikator kimlikno"},
	{SYNTH_W_BY, "by", "par por przez tarafindan"},
	{SYNTH_W_ROLE, "billing bill shipping shipment delivery deliver mailing invoice emergency pickup dropoff",
	 "rechnung rechnungs liefer lieferung versand livraison facturation envio entrega facturacion consegna fatturazione "
	 "cobranca lever factuur dostawy faktury leverans faktura teslimat fatura"},
	{SYNTH_W_SHIP, "ship", ""},
	{SYNTH_W_WHICH,
	 "home work office private personal permanent current primary secondary main alternate alternative alt other origin "
	 "destination dest from departure arrival registered correspondence residence residential evening daytime direct "
	 "preferred backup recovery pri sec",
	 "privat geschaeftlich geschaftlich dienst dienstlich heimat trabajo casa lavoro trabalho thuis werk hem arbete ev "
	 "domicile principal principale"},
	{SYNTH_W_MACHINE,
	 "wallet bitcoin btc eth ethereum contract memory server servers node nodes bucket bus register machine device "
	 "devices instance cluster queue thread process system pod container service metric function variable",
	 ""},
	{SYNTH_W_NAME, "name names",
	 "nom noms nombre nombres nome nomi nomes naam namn nazwa isim ismi adi ad bezeichnung benennung denominacion "
	 "denominazione denominacao namen"},
	{SYNTH_W_FIRST, "first fst given fore middle christian", "primer primero primeiro primo eerste premier"},
	{SYNTH_W_LAST, "last family lst maiden sur", "famille familia familien ultimo"},
	{SYNTH_W_FULL, "full complete whole", "voll vollstaendiger vollstandiger completo completa complet tam"},
	{SYNTH_W_GIVEN, "firstname fname givenname forename middlename first_nm firstnm",
	 "vorname vornamen rufname prenom prenoms voornaam voornamen fornamn imie imiona tilltalsnamn prename"},
	{SYNTH_W_FAMILY, "lastname lname surname surnames familyname maidenname lastnm",
	 "nachname nachnamen familienname zuname geburtsname apellido apellidos cognome sobrenome apelido achternaam "
	 "familienaam efternamn nazwisko soyad soyadi soyisim patronyme"},
	{SYNTH_W_TITLE, "title titles", "titel titre titulo titolo tytul unvan baslik rubrik"},
	{SYNTH_W_SALUTATION, "salutation courtesy honorific honorifics",
	 "anrede civilite tratamiento trattamento aanhef tratamento hitap tilltal appellativo"},
	{SYNTH_W_SEX, "sex gender", "geschlecht sexe sexo sesso geslacht plec kon cinsiyet"},
	{SYNTH_W_PERSON,
	 "person persons people customer customers cust client clients patient patients student students pupil pupils "
	 "member members guest guests passenger passengers driver drivers owner owners buyer buyers seller sellers "
	 "applicant applicants candidate candidates tenant tenants landlord lawyer lawyers judge judges player players "
	 "coach coaches referee subscriber subscribers donor donors volunteer volunteers participant participants "
	 "respondent guardian mother father parent spouse husband wife child children friend friends visitor visitors "
	 "attendee attendees artist artists actor actors actress musician doctor doctors nurse nurses lead leads "
	 "voter voters citizen citizens beneficiary insured borrower borrowers holder cardholder shopper relative kin "
	 "dependent dependents resident residents individual individuals consumer consumers",
	 "kunde kunden kundin kundenstamm cliente clientes clienti klant klanten klient klienci klienta kund kunder musteri "
	 "musteriler personne personnes persona personas persone pessoa pessoas persoon personen osoba osoby kisi kisiler "
	 "patienten paciente pacientes paziente pazienti pacjent pacjenci hasta hastalar alumno alumnos alumna estudiante "
	 "estudiantes etudiant etudiants studente studenti aluno alunos eleve eleves schueler schuler studierende mitglied "
	 "mitglieder socio socios soci miembro membre membres membro lid leden uczen uczniowie elev elever ogrenci gast "
	 "gaeste huesped ospite passager conducteur fahrer inhaber besitzer eigentuemer vater mutter padre madre pere mere"},
	{SYNTH_W_CREATOR,
	 "author authors composer composers director directors writer writers singer lyricist photographer "
	 "illustrator translator editor salesperson salesman physician recipient sender instructor teacher teachers "
	 "professor supervisor contact contacts signatory speaker speakers inspector assignee reviewer "
	 "manager managers boss",
	 "ansprechpartner autor autore autoren auteur auteurs autores compositor compositeur compositore lehrer lehrerin "
	 "profesor maestro medico arzt medecin betreuer sachbearbeiter empfaenger empfanger absender vertreter destinatario "
	 "destinataire contacto contatto regisseur yazar"},
	{SYNTH_W_EMPLOYEE, "employee employees emp staff staffs worker workers personnel rep reps officer crew hr",
	 "mitarbeiter angestellte empleado empleados employe employes dipendente dipendenti funcionario "
	 "funcionarios medewerker medewerkers pracownik pracownicy anstalld anstallda calisan calisanlar salarie"},
	{SYNTH_W_USER, "user users usr usrs",
	 "usuario usuarios utente utenti benutzer nutzer gebruiker gebruikers uzytkownik uzytkownicy anvandare kullanici "
	 "kullanicilar utilisateur utilisateurs utilizador"},
	{SYNTH_W_ORG,
	 "supplier suppliers vendor vendors manufacturer manufacturers publisher publishers carrier carriers shipper "
	 "shippers airline airlines insurer insurers hospital hospitals school schools university universities clinic "
	 "clinics agency agencies merchant merchants retailer retailers distributor distributors dealer dealers contractor "
	 "contractors subcontractor charity partner partners sponsor sponsors importer exporter wholesaler business trading bank banks",
	 "lieferant lieferanten hersteller verlag haendler handler spediteur proveedor proveedores fabricante fournisseur "
	 "fournisseurs fabricant fornitore fornitori fornecedor fornecedores leverancier leveranciers dostawca dostawcy "
	 "producent leverantor leverantorer tedarikci uretici editorial transportista"},
	{SYNTH_W_COMPANY,
	 "company companies firm firms employer employers organisation organisations organization organizations org orgs "
	 "enterprise corporation corp companyname",
	 "firma firmen firmenname unternehmen arbeitgeber organizacion organizzazione organizacja organizacao entreprise "
	 "entreprises societe societes empresa empresas azienda aziende ditta societa bedrijf bedrijven bedrijfsnaam foretag "
	 "sirket sirketler firmy razonsocial raisonsociale employeur"},
	{SYNTH_W_LEGAL, "legal", "raison razon ragione razao"},
	{SYNTH_W_SOCIAL, "social", "sociale soziale"},
	{SYNTH_W_SECURITY, "security insurance", "securite seguridad seguro"},
	{SYNTH_W_JOB, "job jobs profession jobtitle",
	 "beruf berufsbezeichnung profesion professione profissao metier puesto stanowisko functie befattning meslek "
	 "gorev zawod beroep yrke stellenbezeichnung"},
	{SYNTH_W_POSITION, "position designation", "funktion cargo poste mansione fonction funcion"},
	{SYNTH_W_HIRED, "hire hired salary wage payroll hiring commission reports department dept employed",
	 "gehalt lohn eingestellt salario sueldo salaire stipendio abteilung"},
	{SYNTH_W_BORN, "dob born birth birthday birthdate",
	 "geburtsdatum geburtstag geburt geburts geboren geboorte nacimiento naissance nascita urodzenia dogum fodelsedatum"},
	{SYNTH_W_EMAIL, "email emails mail emailaddress mailaddress emailaddr",
	 "courriel correo mel eposta epost epostadress mailadresse emailadresse correoelectronico"},
	{SYNTH_W_LOGIN, "username login loginname logon uname nickname nick screenname handle usrname userlogin",
	 "benutzername anmeldename nomeutente gebruikersnaam anvandarnamn kullaniciadi pseudo"},
	{SYNTH_W_PASSWORD, "password passwords passwd pwd passhash pwdhash passphrase pword passwordhash pswd",
	 "passwort kennwort motdepasse passe contrasena contrasenia senha haslo losenord sifre wachtwoord"},
	{SYNTH_W_PHONE,
	 "phone phones telephone telephones tel fax mobile cellphone phoneno phonenumber telno msisdn whatsapp landline "
	 "telnum mobileno faxno",
	 "telefon telefonu telefone telefono telefonos telefoon telefonnummer telefoonnummer telefonnr telnr fon faks telefax mobil "
	 "mobilfunk mobiltelefon mobilnummer rufnummer handynummer faxnummer gsm celular movil cellulare komorka "
	 "telemovel"},
	{SYNTH_W_CELL, "cell", "handy portable"},
	{SYNTH_W_ADDRESS, "address addresses addr addrs",
	 "adresse adressen direccion direcciones domicilio indirizzo indirizzi endereco adres adress anschrift morada adresi"},
	{SYNTH_W_STREET, "street streets streetaddress streetname avenue",
	 "strasse strassen strase rue calle rua straat straatnaam ulica gata gatuadress sokak cadde strada"},
	{SYNTH_W_LINE, "line lines ln", "zeile ligne linea linha regel rad satir zusatz complement"},
	{SYNTH_W_CITY, "city cities town towns municipality suburb village hometown birthplace locality cityname",
	 "stadt staedte stadte ort wohnort geburtsort ville villes ciudad ciudades citta cidade cidades woonplaats stad "
	 "miasto miasta miejscowosc sehir ilce gemeinde comune poblacion localidad kommun municipio postort plaats"},
	{SYNTH_W_PLACE, "place", "lieu lugar luogo plats miejsce yer"},
	{SYNTH_W_REGION, "region regions province provinces county counties prefecture district districts",
	 "provinz provincia provincias provincie kanton canton bundesland departement wojewodztwo powiat distrito "
	 "distretto regione regioni regiao regio oblast eyalet bolge landkreis comarca"},
	{SYNTH_W_STATE, "state states territory territories", "estado estados stato etat stan il lan departamento"},
	{SYNTH_W_COUNTRY, "country countries nation nations countryname",
	 "pais paises paese paesi kraj kraje ulke ulkeler laender staat"},
	{SYNTH_W_LAND, "", "land lander pays"},
	{SYNTH_W_NATIVE, "native", ""},
	{SYNTH_W_POSTCODE, "zip zipcode postcode postalcode zips pincode zipplus",
	 "plz postleitzahl codepostal codigopostal codicepostale postnr postnummer kodpocztowy postkod"},
	{SYNTH_W_POST, "post postal", "postale pocztowy posta"},
	{SYNTH_W_CP, "", "cp cap cep"},
	{SYNTH_W_CODE, "code codes cd cod abbr abbrev abbreviation iso cca alpha short hex",
	 "codigo codice kod kodu kode kuerzel kurzel kennzeichen kennung"},
	{SYNTH_W_NUMBER, "number numbers no nr num nbr", "numero nummer numer numara nro numeros"},
	{SYNTH_W_URL, "url urls uri website homepage webpage web www href link weblink websiteurl",
	 "webseite internetadresse siteweb hemsida hjemmeside sitio internetseite strona"},
	{SYNTH_W_DOMAIN, "domain hostname fqdn domainname host", "domaine dominio domena"},
	{SYNTH_W_IP, "ip ipaddress ipaddr ipv remoteaddr", "ipadresse"},
	{SYNTH_W_MAC, "mac macaddress macaddr hwaddr", "macadresse"},
	{SYNTH_W_UUID, "uuid guid", ""},
	{SYNTH_W_IBAN, "iban", ""},
	{SYNTH_W_CARD, "card cards cc", "karte tarjeta carte carta cartao karta kort kart kaart"},
	{SYNTH_W_CREDIT, "credit debit payment", "kredit kredi credito visa"},
	{SYNTH_W_CARD_NUMBER, "creditcard ccnumber ccnum cardnumber cardno creditcardnumber",
	 "kreditkarte kreditkartennummer kartennummer"},
	{SYNTH_W_NATIONAL, "national identity", "identite identidad identita fiscal fiscale"},
	{SYNTH_W_NATIONAL_ID, "ssn nationalid passport passportno nino socialsecurity",
	 "nin dni nif nie cpf pesel bsn personnummer sozialversicherungsnummer svnr nir codicefiscale "
	 "tckn tckimlik kimlik reisepass pasaporte curp aadhaar ahv steuerid personalausweis ausweisnummer "
	 "personnr rodnecislo"},
	{SYNTH_W_COLOUR, "color colour colors colours", "farbe farben couleur couleurs colore cor kleur kolor renk farg"},
	{SYNTH_W_CURRENCY, "currency currencies ccy", "waehrung wahrung devise moneda valuta moeda waluta parabirimi"},
	{SYNTH_W_LANGUAGE, "language languages lang", "sprache sprachen langue idioma lingua taal jezyk sprak dil"},
	{SYNTH_W_FILE, "file files filename attachment attachments",
	 "datei dateiname fichier archivo ficheiro arquivo bestand plik dosya anhang"},
	{SYNTH_W_PATH, "path paths filepath", "pfad chemin ruta percorso caminho sciezka dateipfad"},
	{SYNTH_W_IMAGE, "image images img photo photos picture avatar thumbnail thumb logo icon pdf screenshot video",
	 "foto bild imagen immagine imagem obraz resim"},
	{SYNTH_W_AGENT, "agent agents", ""},
	{SYNTH_W_USER_AGENT, "useragent browseragent", ""},
	{SYNTH_W_TEXT,
	 "description descriptions descr desc note notes comment comments remark remarks summary abstract bio biography "
	 "synopsis instructions memo narrative",
	 "beschreibung bemerkung bemerkungen kommentar anmerkung anmerkungen notiz notizen hinweis observaciones observacion "
	 "descripcion comentario comentarios nota notas descrizione commento observacoes observacao descricao omschrijving "
	 "beschrijving opmerking opmerkingen opis uwagi komentarz beskrivning anteckning anteckningar aciklama yorum notlar "
	 "commentaire commentaires remarque remarques osservazioni freitext"},
	{SYNTH_W_PROSE,
	 "message msg body content text subject headline subtitle caption review feedback answer details excerpt plot tagline "
	 "transcript lyrics article paragraph complaint story quote",
	 "nachricht inhalt betreff mensaje contenido asunto contenu messaggio contenuto testo texto mensagem "
	 "conteudo bericht wiadomosc tresc meddelande mesaj"},
	{SYNTH_W_WORK,
	 "film films movie movies book books album albums song songs track tracks posts episode course "
	 "courses game games product products item items event events project projects task tasks page pages",
	 "buch buecher livre libro libri filme filmy pelicula"},
};
#define NLISTS ((int) (sizeof(words) / sizeof(words[0])))

/* words by hash, made at the first use and never changed */
#define SLOTS 8192
typedef struct Slot
{
	const char *text;
	uint8_t length;
	uint8_t concept;
	bool english;
} Slot;
static Slot slots[SLOTS];
static bool slots_ready = false;

static uint32_t
hash_word(const char *text, int length)
{
	uint32_t h = 2166136261u;

	for (int i = 0; i < length; i++)
		h = (h ^ (unsigned char) text[i]) * 16777619u;
	return h ^ h >> 15;
}

static Slot *
find_slot(const char *text, int length)
{
	uint32_t at = hash_word(text, length) & (SLOTS - 1);

	while (slots[at].text != NULL && (slots[at].length != length || memcmp(slots[at].text, text, (size_t) length) != 0))
		at = (at + 1) & (SLOTS - 1);
	return &slots[at];
}

/* a word that two lists have keeps its first meaning */
static void
add_words(const char *list, SynthConcept concept, bool english)
{
	while (*list != '\0')
	{
		int length = (int) strcspn(list, " ");
		Slot *s = find_slot(list, length);

		if (s->text == NULL)
			*s = (Slot){.text = list, .length = (uint8_t) length, .concept = (uint8_t) concept, .english = english};
		list += length;
		list += *list == ' ';
	}
}

static const Slot *
look_up(const char *text, int length)
{
	const Slot *s;

	if (!slots_ready)
	{
		for (int i = 0; i < NLISTS; i++)
		{
			add_words(words[i].english, words[i].concept, true);
			add_words(words[i].other, words[i].concept, false);
		}
		slots_ready = true;
	}
	s = find_slot(text, length);
	return s->text != NULL ? s : NULL;
}

/* the base letter of U+00C0 to U+017F, in code order */
static const char base_letter[] = "aaaaaaaceeeeiiiidnooooo*ouuuuyts"
								  "aaaaaaaceeeeiiiidnooooo/ouuuuyty"
								  "aaaaaaccccccccddddeeeeeeeeeegggggggghhhh"
								  "iiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooo"
								  "rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* what one character of a name is: a small letter, a capital as such, a digit, '\0' anything else */
static char
fold(const char *name, int *bytes)
{
	unsigned char c = (unsigned char) name[0];
	unsigned char d;

	*bytes = 1;
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
		return (char) c;
	if (c < 0xc3 || c > 0xc5)
		return '\0';
	d = (unsigned char) name[1];
	if (d < 0x80 || d > 0xbf)
		return '\0';
	*bytes = 2;
	c = (unsigned char) base_letter[(c - 0xc3) * 64 + (d - 0x80)];
	return c >= 'a' && c <= 'z' ? (char) c : '\0';
}

static void
put_word(SynthNameWords *w, SynthConcept concept, bool english, int end)
{
	if (w->n == SYNTH_NAME_WORDS)
		return;
	w->concept[w->n] = concept;
	w->english[w->n] = english;
	w->end[w->n++] = end;
	w->has[concept] = true;
}

/* may a word stand inside of an unknown token?  two letters only at its end */
static const Slot *
look_up_piece(const char *text, int length, bool last)
{
	const Slot *s;

	if (length < MIN_PIECE
		&& !(last && length == 2
			 && (memcmp(text, "id", 2) == 0 || memcmp(text, "nr", 2) == 0 || memcmp(text, "no", 2) == 0)))
		return NULL;
	s = look_up(text, length);
	return s != NULL && s->concept != SYNTH_W_FILLER ? s : NULL;
}

/* a token as one word, or as the fewest known words, or as one unknown word */
static void
put_token(SynthNameWords *w, const char *token, int length, int begin, int end)
{
	const Slot *s = look_up(token, length);
	int pieces[MAX_TOKEN + 1];
	int from[MAX_TOKEN + 1];
	int cut[MAX_TOKEN + 1];
	int ncuts = 0;

	/* "e" was kept for the next word; after all it was "and" */
	if (s == NULL && length > 2 && token[0] == 'e')
		s = look_up(token + 1, length - 1);
	if (s != NULL)
	{
		put_word(w, (SynthConcept) s->concept, s->english, end);
		return;
	}
	pieces[0] = 0;
	for (int i = 1; i <= length; i++)
	{
		pieces[i] = MAX_TOKEN;
		for (int j = 0; j < i; j++)
			if (pieces[j] + 1 < pieces[i] && look_up_piece(token + j, i - j, i == length) != NULL)
			{
				pieces[i] = pieces[j] + 1;
				from[i] = j;
			}
	}
	if (length == 0 || pieces[length] >= MAX_TOKEN)
	{
		put_word(w, SYNTH_W_UNKNOWN, true, end);
		return;
	}
	for (int i = length; i > 0; i = from[i])
		cut[ncuts++] = i;
	for (int k = ncuts - 1, at = 0; k >= 0; at = cut[k--])
	{
		s = look_up(token + at, cut[k] - at);
		/* letters with accents are longer than their fold: then only the last cut is known, which is all that matters */
		put_word(w, (SynthConcept) s->concept, s->english, k == 0 ? end : begin + cut[k]);
	}
}

void
synth_name_words(const char *name, SynthNameWords *w)
{
	char token[MAX_TOKEN];
	int length = 0;
	int begin = 0;
	char before = '\0';
	int i = 0;

	memset(w, 0, sizeof(*w));
	w->number = -1;
	while (name[i] != '\0')
	{
		int bytes;
		char c = fold(name + i, &bytes);
		bool capital = c >= 'A' && c <= 'Z';
		bool letter = capital || (c >= 'a' && c <= 'z');
		int after_bytes;
		char after = name[i + bytes] != '\0' ? fold(name + i + bytes, &after_bytes) : '\0';
		bool before_capital = before >= 'A' && before <= 'Z';

		/* camelCase, and the last capital of URLPath; "e" goes with "mail" */
		if (length > 0
			&& (!letter || (capital && !before_capital && before != '\0')
				|| (capital && before_capital && after >= 'a' && after <= 'z')))
		{
			bool is_e = length == 1 && token[0] == 'e' && !(c >= '0' && c <= '9');

			if (!is_e)
			{
				int end = i;

				while (name[end] == '_' || name[end] == ' ' || name[end] == '-' || name[end] == '.')
					end++;
				put_token(w, token, length, begin, end);
				length = 0;
			}
		}
		if (letter)
		{
			if (length == 0)
				begin = i;
			if (length < MAX_TOKEN)
				token[length++] = capital ? (char) (c - 'A' + 'a') : c;
		}
		else if (c >= '0' && c <= '9')
		{
			bool more = before >= '0' && before <= '9';

			w->number = more && w->number < 1000 ? 10 * w->number + (c - '0') : c - '0';
		}
		before = c;
		i += bytes;
	}
	if (length > 0)
		put_token(w, token, length, begin, i);
}
