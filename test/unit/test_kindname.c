/*-------------------------------------------------------------------------
 *
 * test_kindname.c
 *	  Kinds by name: what people call their columns, in ten languages, and
 *	  what only looks like it.
 *
 *-------------------------------------------------------------------------
 */
#include "core/kindname.h"
#include "unit.h"

typedef struct NameCase
{
	SynthTextKind kind;
	const char *column;
	const char *table;
	const char *neighbours; /* separated by spaces */
	int max_chars;
} NameCase;

static SynthTextKind
kind_of(const NameCase *c, bool *certain)
{
	char buffer[512];
	char *neighbour[32];
	SynthNameClue clue = {.column = c->column,
						  .table = c->table != NULL ? c->table : "t",
						  .neighbour = neighbour,
						  .max_chars = c->max_chars};

	snprintf(buffer, sizeof(buffer), "%s", c->neighbours != NULL ? c->neighbours : "");
	for (char *s = strtok(buffer, " "); s != NULL; s = strtok(NULL, " "))
		neighbour[clue.nneighbours++] = s;
	return synth_kind_by_name(&clue, certain);
}

/* all cases of a table; says which fail */
static void
check_all(const NameCase *c, int n)
{
	int wrong = 0;

	for (int i = 0; i < n; i++)
	{
		bool certain;
		SynthTextKind kind = kind_of(&c[i], &certain);

		if (kind != c[i].kind)
		{
			printf("# %s.%s is kind %d, expected %d\n", c[i].table != NULL ? c[i].table : "t", c[i].column, kind,
				   c[i].kind);
			wrong++;
		}
	}
	CHECK_INT(wrong, 0);
}
#define CHECK_CASES(cases) check_all(cases, (int) (sizeof(cases) / sizeof(cases[0])))

UNIT_TEST(contact_data)
{
	static const NameCase cases[] = {
		{SYNTH_TEXT_EMAIL, "email"},
		{SYNTH_TEXT_EMAIL, "E-Mail"},
		{SYNTH_TEXT_EMAIL, "e_mail"},
		{SYNTH_TEXT_EMAIL, "eMail"},
		{SYNTH_TEXT_EMAIL, "EMAIL_ADDRESS"},
		{SYNTH_TEXT_EMAIL, "emailAddress1"},
		{SYNTH_TEXT_EMAIL, "customerEmail"},
		{SYNTH_TEXT_EMAIL, "work_email"},
		{SYNTH_TEXT_EMAIL, "email_customer"},
		{SYNTH_TEXT_EMAIL, "email_id"},
		{SYNTH_TEXT_EMAIL, "correo_electronico"},
		{SYNTH_TEXT_EMAIL, "courriel"},
		{SYNTH_TEXT_EMAIL, "adresse_email"},
		{SYNTH_TEXT_EMAIL, "mailadresse"},
		{SYNTH_TEXT_EMAIL, "e_posta"},
		{SYNTH_TEXT_DOMAIN, "email_domain"},
		{SYNTH_TEXT_PHONE, "phone"},
		{SYNTH_TEXT_PHONE, "phone_number"},
		{SYNTH_TEXT_PHONE, "home_phone"},
		{SYNTH_TEXT_PHONE, "mobilePhone"},
		{SYNTH_TEXT_PHONE, "fax"},
		{SYNTH_TEXT_PHONE, "tel_no"},
		{SYNTH_TEXT_PHONE, "telefonnummer"},
		{SYNTH_TEXT_PHONE, "Telefon privat"},
		{SYNTH_TEXT_PHONE, "numero_telephone"},
		{SYNTH_TEXT_PHONE, "téléphone"},
		{SYNTH_TEXT_PHONE, "telefono_casa"},
		{SYNTH_TEXT_PHONE, "nr_telefonu"},
		{SYNTH_TEXT_PHONE, "cell", "t", "email"},
		{SYNTH_TEXT_URL, "homepage"},
		{SYNTH_TEXT_URL, "website_url"},
		{SYNTH_TEXT_URL, "image_url"},
		{SYNTH_TEXT_URL, "callbackURL"},
		{SYNTH_TEXT_URL, "url"},
		{SYNTH_TEXT_DOMAIN, "domain_name"},
		{SYNTH_TEXT_DOMAIN, "hostname"},
		{SYNTH_TEXT_IP, "ip"},
		{SYNTH_TEXT_IP, "ip_address"},
		{SYNTH_TEXT_IP, "client_ip"},
		{SYNTH_TEXT_IP, "lastLoginIP"},
		{SYNTH_TEXT_IPV6, "ipv6_address"},
		{SYNTH_TEXT_MAC, "mac_address"},
		{SYNTH_TEXT_USER_AGENT, "user_agent"},
		{SYNTH_TEXT_USER_AGENT, "userAgent"},
		{SYNTH_TEXT_UUID, "uuid"},
		{SYNTH_TEXT_UUID, "session_uuid"},
		{SYNTH_TEXT_USERNAME, "username"},
		{SYNTH_TEXT_USERNAME, "user_name"},
		{SYNTH_TEXT_USERNAME, "login"},
		{SYNTH_TEXT_USERNAME, "benutzername"},
		{SYNTH_TEXT_USERNAME, "nombre_usuario"},
		{SYNTH_TEXT_USERNAME, "created_by"},
		{SYNTH_TEXT_PASSWORD, "password"},
		{SYNTH_TEXT_PASSWORD, "pwd"},
		{SYNTH_TEXT_PASSWORD, "passwort"},
		{SYNTH_TEXT_PASSWORD, "mot_de_passe"},
		{SYNTH_TEXT_PASSWORD, "contraseña"},
		{SYNTH_TEXT_PASSWORD, "hasło"},
	};

	CHECK_CASES(cases);
}

UNIT_TEST(numbers_of_people_and_accounts)
{
	static const NameCase cases[] = {
		{SYNTH_TEXT_IBAN, "iban"},
		{SYNTH_TEXT_IBAN, "customer_iban"},
		{SYNTH_TEXT_CARD, "card_number"},
		{SYNTH_TEXT_CARD, "credit_card"},
		{SYNTH_TEXT_CARD, "credit_card_no"},
		{SYNTH_TEXT_CARD, "ccNumber"},
		{SYNTH_TEXT_CARD, "kreditkartennummer"},
		{SYNTH_TEXT_CARD, "numero_tarjeta"},
		{SYNTH_TEXT_NATIONAL_ID, "ssn"},
		{SYNTH_TEXT_NATIONAL_ID, "social_security_number"},
		{SYNTH_TEXT_NATIONAL_ID, "national_id"},
		{SYNTH_TEXT_NATIONAL_ID, "id_card_no"},
		{SYNTH_TEXT_NATIONAL_ID, "dni"},
		{SYNTH_TEXT_NATIONAL_ID, "codice_fiscale"},
		{SYNTH_TEXT_NATIONAL_ID, "pesel"},
		{SYNTH_TEXT_NATIONAL_ID, "cpf"},
		{SYNTH_TEXT_NATIONAL_ID, "passport_number"},
		{SYNTH_TEXT_NATIONAL_ID, "personnummer"},
	};

	CHECK_CASES(cases);
}

UNIT_TEST(names_of_people)
{
	static const NameCase cases[] = {
		{SYNTH_TEXT_GIVEN, "first_name"},
		{SYNTH_TEXT_GIVEN, "firstName"},
		{SYNTH_TEXT_GIVEN, "fname"},
		{SYNTH_TEXT_GIVEN, "given_name"},
		{SYNTH_TEXT_GIVEN, "middle_name"},
		{SYNTH_TEXT_GIVEN, "Vorname"},
		{SYNTH_TEXT_GIVEN, "prénom"},
		{SYNTH_TEXT_GIVEN, "imię"},
		{SYNTH_TEXT_GIVEN, "förnamn"},
		{SYNTH_TEXT_GIVEN, "voornaam"},
		{SYNTH_TEXT_GIVEN, "nombre", "clientes", "apellidos"},
		{SYNTH_TEXT_GIVEN, "nome", "clienti", "cognome"},
		{SYNTH_TEXT_GIVEN, "ad", "musteri", "soyad"},
		{SYNTH_TEXT_GIVEN, "first", "t", "last"},
		{SYNTH_TEXT_GIVEN, "customer_first_name"},
		{SYNTH_TEXT_FAMILY, "last_name"},
		{SYNTH_TEXT_FAMILY, "LASTNAME"},
		{SYNTH_TEXT_FAMILY, "surname"},
		{SYNTH_TEXT_FAMILY, "Nachname"},
		{SYNTH_TEXT_FAMILY, "nom", "clients", "prenom"},
		{SYNTH_TEXT_FAMILY, "name", "mitarbeiter", "vorname"},
		{SYNTH_TEXT_FAMILY, "nom_de_famille"},
		{SYNTH_TEXT_FAMILY, "apellido_paterno"},
		{SYNTH_TEXT_FAMILY, "nazwisko"},
		{SYNTH_TEXT_FAMILY, "sobrenome"},
		{SYNTH_TEXT_FAMILY, "mother_maiden_name"},
		{SYNTH_TEXT_FULL_NAME, "full_name"},
		{SYNTH_TEXT_FULL_NAME, "nombre_completo"},
		{SYNTH_TEXT_FULL_NAME, "nom_prenom"},
		{SYNTH_TEXT_FULL_NAME, "ad_soyad"},
		{SYNTH_TEXT_FULL_NAME, "contact_name"},
		{SYNTH_TEXT_FULL_NAME, "customerName"},
		{SYNTH_TEXT_FULL_NAME, "kundenname"},
		{SYNTH_TEXT_FULL_NAME, "nombre_cliente"},
		{SYNTH_TEXT_FULL_NAME, "nom_du_patient"},
		{SYNTH_TEXT_FULL_NAME, "name", "customers"},
		{SYNTH_TEXT_FULL_NAME, "name", "tbl_employee"},
		{SYNTH_TEXT_FULL_NAME, "name", "users", "email password"},
		{SYNTH_TEXT_FULL_NAME, "nombre", "empleados"},
		{SYNTH_TEXT_FULL_NAME, "name", "tbl_x", "date_of_birth sex"},
		{SYNTH_TEXT_FULL_NAME, "composer", "track"},
		{SYNTH_TEXT_FULL_NAME, "ansprechpartner"},
		{SYNTH_TEXT_FULL_NAME, "billing_name"},
		{SYNTH_TEXT_FULL_NAME, "card_holder_name"},
		{SYNTH_TEXT_TITLE, "title_of_courtesy"},
		{SYNTH_TEXT_TITLE, "salutation"},
		{SYNTH_TEXT_TITLE, "Anrede"},
		{SYNTH_TEXT_TITLE, "title", "customer", "first_name last_name", 8},
		{SYNTH_TEXT_JOB, "title", "employee", "first_name last_name hire_date", 30},
		{SYNTH_TEXT_JOB, "title", "contacts", "email"},
		{SYNTH_TEXT_JOB, "contact_title"},
		{SYNTH_TEXT_JOB, "job_title"},
		{SYNTH_TEXT_JOB, "jobTitle"},
		{SYNTH_TEXT_JOB, "beruf"},
		{SYNTH_TEXT_JOB, "position", "staff", "salary"},
		{SYNTH_TEXT_COMPANY, "company"},
		{SYNTH_TEXT_COMPANY, "company_name"},
		{SYNTH_TEXT_COMPANY, "firmenname"},
		{SYNTH_TEXT_COMPANY, "Firma"},
		{SYNTH_TEXT_COMPANY, "raison_sociale"},
		{SYNTH_TEXT_COMPANY, "razón_social"},
		{SYNTH_TEXT_COMPANY, "supplier_name"},
		{SYNTH_TEXT_COMPANY, "name", "suppliers"},
		{SYNTH_TEXT_COMPANY, "nombre", "proveedores"},
		{SYNTH_TEXT_COMPANY, "ship_name", "orders"},
		{SYNTH_TEXT_COMPANY, "employer"},
	};

	CHECK_CASES(cases);
}

UNIT_TEST(places)
{
	static const NameCase cases[] = {
		{SYNTH_TEXT_STREET, "address", "customers", "city postal_code"},
		{SYNTH_TEXT_STREET, "address", "address", "city_id district"},
		{SYNTH_TEXT_STREET, "address_line_1"},
		{SYNTH_TEXT_STREET, "address1"},
		{SYNTH_TEXT_STREET, "street"},
		{SYNTH_TEXT_STREET, "street_address"},
		{SYNTH_TEXT_STREET, "Straße"},
		{SYNTH_TEXT_STREET, "strasse_hausnr"},
		{SYNTH_TEXT_STREET, "rue"},
		{SYNTH_TEXT_STREET, "ulica"},
		{SYNTH_TEXT_STREET, "dirección", "clientes", "ciudad"},
		{SYNTH_TEXT_STREET, "billing_address", "invoice", "billing_city"},
		{SYNTH_TEXT_LOREM, "address2"},
		{SYNTH_TEXT_LOREM, "addr_line_2"},
		{SYNTH_TEXT_ADDRESS, "address", "venue", "id name"},
		{SYNTH_TEXT_ADDRESS, "full_address"},
		{SYNTH_TEXT_ADDRESS, "indirizzo"},
		{SYNTH_TEXT_CITY, "city"},
		{SYNTH_TEXT_CITY, "billing_city"},
		{SYNTH_TEXT_CITY, "shipCity"},
		{SYNTH_TEXT_CITY, "city_name"},
		{SYNTH_TEXT_CITY, "wohnort"},
		{SYNTH_TEXT_CITY, "Ort"},
		{SYNTH_TEXT_CITY, "ville"},
		{SYNTH_TEXT_CITY, "ciudad_nacimiento"},
		{SYNTH_TEXT_CITY, "lieu_naissance"},
		{SYNTH_TEXT_CITY, "miasto"},
		{SYNTH_TEXT_CITY, "şehir"},
		{SYNTH_TEXT_CITY, "name", "cities"},
		{SYNTH_TEXT_REGION, "state", "customers", "city zip"},
		{SYNTH_TEXT_REGION, "state_name"},
		{SYNTH_TEXT_REGION, "province"},
		{SYNTH_TEXT_REGION, "Bundesland"},
		{SYNTH_TEXT_REGION, "estado", "clientes", "cidade cep"},
		{SYNTH_TEXT_REGION, "district", "address", "city_id"},
		{SYNTH_TEXT_REGION, "name", "regions"},
		{SYNTH_TEXT_POSTCODE, "zip"},
		{SYNTH_TEXT_POSTCODE, "zip_code"},
		{SYNTH_TEXT_POSTCODE, "zipcode"},
		{SYNTH_TEXT_POSTCODE, "postalCode"},
		{SYNTH_TEXT_POSTCODE, "plz"},
		{SYNTH_TEXT_POSTCODE, "code_postal"},
		{SYNTH_TEXT_POSTCODE, "codigo_postal"},
		{SYNTH_TEXT_POSTCODE, "kod_pocztowy"},
		{SYNTH_TEXT_POSTCODE, "cp", "clients", "ville adresse"},
		{SYNTH_TEXT_POSTCODE, "cep", "clientes", "cidade"},
		{SYNTH_TEXT_POSTCODE, "us_postal_code"},
		{SYNTH_TEXT_COUNTRY, "country"},
		{SYNTH_TEXT_COUNTRY, "billing_country"},
		{SYNTH_TEXT_COUNTRY, "country_name"},
		{SYNTH_TEXT_COUNTRY, "Land", "kunden", "ort plz"},
		{SYNTH_TEXT_COUNTRY, "pays", "clients", "ville"},
		{SYNTH_TEXT_COUNTRY, "país"},
		{SYNTH_TEXT_COUNTRY, "ülke"},
		{SYNTH_TEXT_COUNTRY, "name", "country"},
		{SYNTH_TEXT_COUNTRY_CODE, "country_code"},
		{SYNTH_TEXT_COUNTRY_CODE, "countryCode"},
		{SYNTH_TEXT_COUNTRY_CODE, "country", "t", NULL, 2},
		{SYNTH_TEXT_COUNTRY_CODE, "country_iso3"},
		{SYNTH_TEXT_COUNTRY_CODE, "landcode"},
		{SYNTH_TEXT_COUNTRY_CODE, "code", "countries", "name", 2},
		{SYNTH_TEXT_COUNTRY_CODE, "cca2", "country", "region", 2},
	};

	CHECK_CASES(cases);
}

UNIT_TEST(codes_files_and_prose)
{
	static const NameCase cases[] = {
		{SYNTH_TEXT_COLOUR, "color"},
		{SYNTH_TEXT_COLOUR, "hairColour"},
		{SYNTH_TEXT_COLOUR, "farbe"},
		{SYNTH_TEXT_COLOUR, "color_code"},
		{SYNTH_TEXT_CURRENCY, "currency"},
		{SYNTH_TEXT_CURRENCY, "currency_code"},
		{SYNTH_TEXT_CURRENCY, "moneda"},
		{SYNTH_TEXT_LANGUAGE, "lang"},
		{SYNTH_TEXT_LANGUAGE, "language_code"},
		{SYNTH_TEXT_LANGUAGE, "sprache", "t", NULL, 2},
		{SYNTH_TEXT_FILE_NAME, "file_name"},
		{SYNTH_TEXT_FILE_NAME, "filename"},
		{SYNTH_TEXT_FILE_NAME, "photo_path"},
		{SYNTH_TEXT_FILE_NAME, "attachment"},
		{SYNTH_TEXT_FILE_NAME, "dateiname"},
		{SYNTH_TEXT_LOREM, "description"},
		{SYNTH_TEXT_LOREM, "customer_desc"},
		{SYNTH_TEXT_LOREM, "product_description"},
		{SYNTH_TEXT_LOREM, "notes"},
		{SYNTH_TEXT_LOREM, "internal_notes"},
		{SYNTH_TEXT_LOREM, "Bemerkungen"},
		{SYNTH_TEXT_LOREM, "observaciones"},
		{SYNTH_TEXT_LOREM, "description_en"},
		{SYNTH_TEXT_LOREM, "descripcion_producto"},
		{SYNTH_TEXT_LOREM, "email_subject"},
		{SYNTH_TEXT_LOREM, "message_body"},
		{SYNTH_TEXT_LOREM, "job_description"},
		{SYNTH_TEXT_LOREM, "title", "film"},
		{SYNTH_TEXT_LOREM, "book_title"},
	};

	CHECK_CASES(cases);
}

/* what looks like a kind and is none */
UNIT_TEST(false_friends)
{
	char names[] = "status type class race education occupation workclass native_country marital_status relationship "
				   "phone_type phone_verified email_verified is_email_valid email_count url_count city_id "
				   "street_type job_id country_count address_type address_id company_size company_type company_id "
				   "card_type credit_card_type language_id last_login login_count password_hint password_reset_token "
				   "name_suffix name_length email_marketing_channel phone_os mobile_app city_tier house_number "
				   "street_number postal_status wallet_address memory_address bitcoin_address ip_version mime_type "
				   "content_type state estado stato machine_state order_state ship_via ship_mode extension "
				   "phone_extension user_id customer_id account_number customer_no order_number sku code "
				   "product_code stock_code invoice_no isbn serial_number quantity_per_unit product_name "
				   "category_name brand_name event_name plan_name feature_name file_type file_size image_count "
				   "zip_file_size swift bic currency_symbol currency_rate language_name color_space_version "
				   "title_type job_status job_name job_class first_seen last_seen first last middle_initial "
				   "state_code region_code tail_num origin dest unique_carrier service protocol_type label source "
				   "payer_code medical_specialty cancellation_code land landlocked hometype velocity capacity "
				   "publicity ethnicity hotel statement membership_level username_changed comments_count comment_id "
				   "message_id note_type text_color_id area_code phone_country_code domain_id path_length "
				   "lead_source campaign_source gender sexe birth_date member_since timezone cp cap slug api_key "
				   "session_token hash checksum country_of_risk_rating citizenship_status ";

	static const NameCase cases[] = {
		{SYNTH_TEXT_NONE, "name", "products"},
		{SYNTH_TEXT_NONE, "name", "track"},
		{SYNTH_TEXT_NONE, "name", "category"},
		{SYNTH_TEXT_NONE, "name", "playlist"},
		{SYNTH_TEXT_NONE, "name", "language"},
		{SYNTH_TEXT_NONE, "name", "media_type"},
		{SYNTH_TEXT_NONE, "name", "customer_types"},
		{SYNTH_TEXT_NONE, "name", "features"},
		{SYNTH_TEXT_NONE, "state", "t", "count", 2},
		{SYNTH_TEXT_NONE, "state_abbr", "us_states", "state_name"},
		{SYNTH_TEXT_NONE, ""},
		{SYNTH_TEXT_NONE, "_"},
		{SYNTH_TEXT_NONE, "123"},
		{SYNTH_TEXT_NONE, "\xff\xfe"},
		{SYNTH_TEXT_NONE, "\xc3"},
	};
	int wrong = 0;

	for (char *name = strtok(names, " "); name != NULL; name = strtok(NULL, " "))
	{
		NameCase c = {SYNTH_TEXT_NONE, name};
		bool certain;
		SynthTextKind kind = kind_of(&c, &certain);

		if (kind != SYNTH_TEXT_NONE || certain)
		{
			printf("# %s is kind %d\n", name, kind);
			wrong++;
		}
	}
	CHECK_INT(wrong, 0);
	CHECK_CASES(cases);
}

/* schemas as people write them: without separators, with initials of tables, with keys that are codes */
UNIT_TEST(habits)
{
	static const NameCase cases[] = {
		{SYNTH_TEXT_URL, "profileimageurl", "users"},
		{SYNTH_TEXT_STREET, "mainstreet"},
		{SYNTH_TEXT_FULL_NAME, "displayname", "users"},
		{SYNTH_TEXT_FULL_NAME, "reviewername", "productreview"},
		{SYNTH_TEXT_JOB, "jobtitle", "t"},
		{SYNTH_TEXT_NONE, "emailpromotion", "person"},
		{SYNTH_TEXT_NONE, "emailaddressid"},
		{SYNTH_TEXT_NONE, "passwordsalt"},
		{SYNTH_TEXT_COMPANY, "s_name", "supplier"},
		{SYNTH_TEXT_NONE, "p_name", "part"},
		{SYNTH_TEXT_PHONE, "c_phone", "customer"},
		{SYNTH_TEXT_CITY, "ca_city", "customer_address"},
		{SYNTH_TEXT_PASSWORD, "user_pass", "wp_users", "user_login"},
		{SYNTH_TEXT_NONE, "pass", "tickets", "gate"},
		{SYNTH_TEXT_IP, "remote_addr", "access_log"},
		{SYNTH_TEXT_NONE, "remote", "jobs"},
		{SYNTH_TEXT_COUNTRY_CODE, "country_id", "countries", NULL, 2},
		{SYNTH_TEXT_NONE, "country_id", "countries"},
		{SYNTH_TEXT_CURRENCY, "currency_id", "rates", NULL, 3},
		{SYNTH_TEXT_COUNTRY, "name_common", "country"},
		{SYNTH_TEXT_REGION, "state", "stores", "city", 2},
		{SYNTH_TEXT_REGION, "state_abbr", "us_states", "state_name", 2},
		{SYNTH_TEXT_REGION, "region_description", "region", "region_id"},
		{SYNTH_TEXT_LOREM, "region_description", "region", "region_name"},
		{SYNTH_TEXT_LOREM, "description", "region"},
		{SYNTH_TEXT_FULL_NAME, "card_holder", "payments"},
		{SYNTH_TEXT_FULL_NAME, "kontaktperson", "lieferanten"},
		{SYNTH_TEXT_NONE, "drivers", "patients"},
		{SYNTH_TEXT_JOB, "title", "leads", "first_name last_name company"},
		{SYNTH_TEXT_GIVEN, "nameFirst", "people"},
		{SYNTH_TEXT_NONE, "name", "customerTypes"},
		{SYNTH_TEXT_LOREM, "contact_info"},
		{SYNTH_TEXT_PASSWORD, "password_hash"},
		{SYNTH_TEXT_PASSWORD, "password_digest"},
		{SYNTH_TEXT_NONE, "file_hash"},
		{SYNTH_TEXT_FULL_NAME, "prescribed_by"},
		{SYNTH_TEXT_USERNAME, "updated_by"},
		{SYNTH_TEXT_USERNAME, "created_user"},
		{SYNTH_TEXT_NONE, "created"},
		{SYNTH_TEXT_NONE, "bank_account"},
		{SYNTH_TEXT_NONE, "company_account"},
		{SYNTH_TEXT_FULL_NAME, "account_holder"},
		{SYNTH_TEXT_COMPANY, "trade_name"},
		{SYNTH_TEXT_EMAIL, "to_address", "emails"},
		{SYNTH_TEXT_STREET, "line1", "addresses", "line2 postal_code"},
		{SYNTH_TEXT_LOREM, "line2", "addresses", "line1 postal_code"},
		{SYNTH_TEXT_NONE, "line1", "poem"},
		{SYNTH_TEXT_STREET, "strasse_nr"},
	};

	CHECK_CASES(cases);
}

UNIT_TEST(codes_by_name)
{
	static const char *const code[] = {"sku",			"invoice_no", "order_number", "isbn13",
									   "serial_number", "tailNum",	  "vin",		  "ticket_nr"};
	static const char *const none[] = {"number",		"no",
									   "code",			"state_code",
									   "status_number", "order_id",
									   "phone_number",	"house_number_type",
									   "name",			"cancellation_code"};

	for (size_t i = 0; i < sizeof(code) / sizeof(code[0]); i++)
		CHECK_STR(synth_kind_is_code(code[i]) ? code[i] : "", code[i]);
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		CHECK(!synth_kind_is_code(none[i]));
}
