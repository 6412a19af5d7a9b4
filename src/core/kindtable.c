/*-------------------------------------------------------------------------
 *
 * kindtable.c
 *	  The words that names of columns and tables are made of.
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

const SynthWordConcept synth_kind_wordlist[] = {
	{SYNTH_W_FILLER,
	 "the of for and or to a an v tbl tab table col field fld dim fact stg src raw txt str val value all my "
	 "new old std default nm display common official local profile profiles master record records",
	 "de del della delle di do da dos das du des la le les el los der die den van vom von zu z w i y og och ve et und"},
	{SYNTH_W_STOP,
	 "type types typ kind status stat flag flags is has was can should verified confirmed confirm valid validated "
	 "validation enabled disabled allowed active opt optin optout consent count cnt total qty quantity amount sum avg "
	 "min max len length size width height weight rank score scores rating level class category group date dates time "
	 "timestamp at ts datetime year month day hour age when expires expired expiry expiration version ver "
	 "format fmt method mode model provider reason pref preference preferences template schema index idx sort order "
	 "key keys token tokens secret salt hint question reset attempt attempts timezone zone tz offset lat lon lng "
	 "latitude longitude geo coord coordinates extension ext prefix suffix ratio rate rates percent pct price cost tax "
	 "fee balance limit os signature interval frequency priority severity symbol sent delivered opened bounced clicked "
	 "subscribed policy rule rules scope tier segment brand gateway network protocol port mask subnet swift bic initial "
	 "initials checksum mime media band tag tags list temp temperature speed plan furniture area density "
	 "population gdp usage result error source channel",
	 "art tipo tipi tipos rodzaj soort tur anzahl menge cantidad quantite datum fecha fech dato estatus uhrzeit heure "
	 "hora groesse grosse grose taille tamano gewicht poids peso"},
	{SYNTH_W_HASH, "hash hashed digest", ""},
	{SYNTH_W_CHANGED, "created updated modified changed inserted deleted edited entered", ""},
	{SYNTH_W_ACCOUNT, "account accounts acct", "konto cuenta compte conto"},
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
	{SYNTH_W_NAME, "name names displayname",
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
	 "voter voters citizen citizens beneficiary insured borrower borrowers  shopper relative kin "
	 "dependent dependents claimant payee debtor creditor committer caller trainer trainee tutor intern heir resident residents individual individuals consumer consumers",
	 "kunde kunden kundin kundenstamm cliente clientes clienti klant klanten klient klienci klienta kund kunder musteri "
	 "musteriler personne personnes persona personas persone pessoa pessoas persoon personen osoba osoby kisi kisiler "
	 "patienten paciente pacientes paziente pazienti pacjent pacjenci hasta hastalar alumno alumnos alumna estudiante "
	 "estudiantes etudiant etudiants studente studenti aluno alunos eleve eleves schueler schuler studierende mitglied "
	 "mitglieder socio socios soci miembro membre membres membro lid leden uczen uczniowie elev elever ogrenci gast "
	 "gaeste huesped ospite passager conducteur fahrer inhaber besitzer eigentuemer vater mutter padre madre pere mere"},
	{SYNTH_W_CREATOR,
	 "author authors composer composers director directors writer writers singer lyricist photographer "
	 "illustrator translator editor salesperson salesman physician recipient sender instructor teacher teachers "
	 "professor supervisor contact contacts signatory speaker speakers inspector prescriber adjuster assignee reviewer holder cardholder requester requestor reporter "
	 "manager managers boss",
	 "ansprechpartner kontaktperson kontakt autor autore autoren auteur auteurs autores compositor compositeur compositore lehrer lehrerin "
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
	 "contractors subcontractor charity partner partners sponsor sponsors importer exporter wholesaler business trade trading bank banks",
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
	{SYNTH_W_JOB, "job jobs profession",
	 "beruf berufsbezeichnung profesion professione profissao metier puesto stanowisko functie befattning meslek "
	 "gorev zawod beroep yrke stellenbezeichnung"},
	{SYNTH_W_POSITION, "position designation", "funktion cargo poste mansione fonction funcion"},
	{SYNTH_W_HIRED, "hire hired salary wage payroll hiring commission reports department dept employed",
	 "gehalt lohn eingestellt salario sueldo salaire stipendio abteilung"},
	{SYNTH_W_BORN, "dob born birth birthday birthdate",
	 "geburtsdatum geburtstag geburt geburts geboren geboorte nacimiento naissance nascita urodzenia dogum fodelsedatum"},
	{SYNTH_W_EMAIL, "email emails mail",
	 "courriel correo mel eposta epost epostadress mailadresse emailadresse correoelectronico"},
	{SYNTH_W_LOGIN, "username login loginname logon uname nickname nick screenname handle usrname userlogin",
	 "benutzername anmeldename nomeutente gebruikersnaam anvandarnamn kullaniciadi pseudo"},
	{SYNTH_W_PASSWORD, "password passwords passwd pwd passhash pwdhash passphrase pword passwordhash pswd",
	 "passwort kennwort motdepasse passe contrasena contrasenia senha haslo losenord sifre wachtwoord"},
	{SYNTH_W_PASS, "pass", ""},
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
	{SYNTH_W_REGION, "region regions subregion province provinces county counties prefecture district districts",
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
	{SYNTH_W_ARTICLE, "sku upc ean gtin isbn issn barcode asin vin serial imei voucher coupon tracking",
	 "artikelnummer seriennummer chargennummer kennzeichen matricula immatriculation targa"},
	{SYNTH_W_NUMBER, "number numbers no nr num nbr", "numero nummer numer numara nro numeros"},
	{SYNTH_W_URL, "url urls uri website homepage referer referrer webpage web www href link weblink websiteurl",
	 "webseite internetadresse siteweb hemsida hjemmeside sitio internetseite strona"},
	{SYNTH_W_DOMAIN, "domain hostname fqdn domainname host", "domaine dominio domena"},
	{SYNTH_W_REMOTE, "remote", ""},
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
	 "secu nin dni nif nie cpf pesel bsn personnummer sozialversicherungsnummer svnr nir codicefiscale "
	 "tckn tckimlik kimlik reisepass pasaporte curp aadhaar ahv steuerid personalausweis ausweisnummer "
	 "personnr rodnecislo"},
	{SYNTH_W_COLOUR, "color colour colors colours", "farbe farben couleur couleurs colore cor kleur kolor renk farg"},
	{SYNTH_W_CURRENCY, "currency currencies ccy", "waehrung wahrung devise moneda valuta moeda waluta parabirimi"},
	{SYNTH_W_LANGUAGE, "language languages lang", "sprache sprachen langue idioma lingua taal jezyk sprak dil"},
	{SYNTH_W_FILE, "file files attachment attachments",
	 "datei fichier archivo ficheiro arquivo bestand plik dosya anhang"},
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
	 "data info information message msg body content text subject headline subtitle caption review feedback answer details excerpt plot tagline "
	 "transcript lyrics article paragraph complaint story quote",
	 "nachricht inhalt betreff mensaje contenido asunto contenu messaggio contenuto testo texto mensagem "
	 "conteudo bericht wiadomosc tresc meddelande mesaj"},
	{SYNTH_W_WORK,
	 "film films movie movies book books album albums song songs track tracks posts episode course "
	 "courses game games product products item items event events project projects task tasks page pages",
	 "buch buecher livre libro libri filme filmy pelicula"},
};

const int synth_kind_nwordlists = (int) (sizeof(synth_kind_wordlist) / sizeof(synth_kind_wordlist[0]));
