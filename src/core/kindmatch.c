/*-------------------------------------------------------------------------
 *
 * kindmatch.c
 *	  Does a value look like an e-mail address, a URL, a colour, ...?
 *
 * Matchers by hand, in one pass each, without memory.  They know the usual
 * forms, not the whole standards, and rather say no: what is asked of them is
 * whether nine in ten values of a column have a form, so a rare form that is
 * missed costs nothing, and a form that many codes have would cost much.
 *
 * Sources: RFC 5321, 3986, 4291, 9562.
 *
 *-------------------------------------------------------------------------
 */
#include "kindmatch.h"

#include <string.h>

#include "checkdigit.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_alpha(char c)
{
	return is_upper(c) || (c >= 'a' && c <= 'z');
}

static bool
is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* letters and digits as the mask says: A capital or small letter, 9 digit, else itself */
static bool
like(const char *s, int n, const char *mask)
{
	int i = 0;

	for (; mask[i] != '\0'; i++)
		if (i >= n || (mask[i] == 'A' ? !is_alpha(s[i]) : mask[i] == '9' ? !is_digit(s[i]) : s[i] != mask[i]))
			return false;
	return i == n;
}

static const char file_endings[] =
	"pdf doc docx xls xlsx ppt pptx odt ods odp txt csv tsv json xml yaml yml html htm css js ts md rtf tex jpg jpeg png gif "
	"bmp tif tiff svg webp ico psd mp3 mp4 wav flac ogg avi mov mkv wmv m4a webm zip gz tar tgz rar 7z bz2 xz exe dll so dmg "
	"iso jar apk deb rpm sql db sqlite bak log cfg conf ini sh py rb java cpp php parquet eml msg ics dat bin";

/* host name with a top level domain of letters */
static bool
is_domain(const char *s, int n)
{
	int label = 0; /* bytes of the current label */
	int dots = 0;
	bool letters = true;

	if (n < 4 || n > 253)
		return false;
	for (int i = 0; i < n; i++)
	{
		if (s[i] == '.')
		{
			if (label == 0 || s[i - 1] == '-')
				return false;
			dots++;
			label = 0;
			letters = true;
			continue;
		}
		if (!is_alpha(s[i]) && !is_digit(s[i]) && !(s[i] == '-' && label > 0))
			return false;
		letters = letters && is_alpha(s[i]);
		label++;
	}
	return dots > 0 && label >= 2 && label <= 24 && letters
		   && !synth_kind_listed(s + n - label, label, "js ts py sh rb md", false);
}

static bool
is_email(const char *s, int n)
{
	const char *at = memchr(s, '@', (size_t) n);
	int local = at != NULL ? (int) (at - s) : 0;

	if (local == 0 || local > 64)
		return false;
	for (int i = 0; i < local; i++)
		if (s[i] == ' ' || s[i] == ',' || s[i] == ';' || s[i] == '<' || s[i] == '>' || (unsigned char) s[i] < ' ')
			return false;
	return is_domain(at + 1, n - local - 1);
}

static bool
is_url(const char *s, int n)
{
	if (memchr(s, ' ', (size_t) n) != NULL)
		return false;
	if (synth_kind_begins(s, n, "http://") || synth_kind_begins(s, n, "https://") || synth_kind_begins(s, n, "ftp://"))
		return n > 8;
	return synth_kind_begins(s, n, "www.") && n > 6 && memchr(s + 4, '.', (size_t) n - 4) != NULL;
}

/* four numbers below 256, perhaps a mask or a port */
static bool
is_ip(const char *s, int n)
{
	int i = 0;

	for (int part = 0; part < 4; part++)
	{
		int value = 0;
		int begin = i;

		while (i < n && is_digit(s[i]) && i - begin < 3)
			value = 10 * value + (s[i++] - '0');
		if (i == begin || value > 255)
			return false;
		if (part < 3 && (i >= n || s[i++] != '.'))
			return false;
	}
	if (i < n && (s[i] == '/' || s[i] == ':'))
		for (i++; i < n && is_digit(s[i]);)
			i++;
	return i == n;
}

/* eight groups of up to four hexadecimal digits, or fewer with one :: */
static bool
is_ipv6(const char *s, int n)
{
	int groups = 0;
	int digits = 0;
	int gaps = 0;

	for (int i = 0; i < n; i++)
	{
		if (s[i] == '/' && i > 2)
			break;
		if (s[i] == ':')
		{
			gaps += i > 0 && s[i - 1] == ':';
			digits = 0;
			continue;
		}
		if (!is_hex(s[i]) || ++digits > 4)
			return false;
		groups += digits == 1;
	}
	return (groups == 8 && gaps == 0) || (groups < 8 && gaps == 1 && n > 2);
}

static bool
is_mac(const char *s, int n)
{
	if (n != 17 || (s[2] != ':' && s[2] != '-'))
		return false;
	for (int i = 0; i < n; i++)
		if (i % 3 == 2 ? s[i] != s[2] : !is_hex(s[i]))
			return false;
	return true;
}

static bool
is_uuid(const char *s, int n)
{
	if (n == 38 && s[0] == '{' && s[37] == '}')
	{
		s++;
		n -= 2;
	}
	if (n != 36)
		return false;
	for (int i = 0; i < n; i++)
		if (i == 8 || i == 13 || i == 18 || i == 23 ? s[i] != '-' : !is_hex(s[i]))
			return false;
	return true;
}

/* Luhn's digit, a length and a first digit of the large networks, nothing but digits in groups */
static bool
is_card(const char *s, int n)
{
	int digits = 0;

	for (int i = 0; i < n; i++)
	{
		if (is_digit(s[i]))
			digits++;
		else if ((s[i] != ' ' && s[i] != '-') || i == 0 || !is_digit(s[i - 1]))
			return false;
	}
	return digits >= 13 && digits <= 19 && s[0] >= '2' && s[0] <= '6' && synth_is_luhn(s, n);
}

/* of the US, Spain, Brazil, Italy, the UK */
static bool
is_national_id(const char *s, int n)
{
	if (like(s, n, "999-99-9999") || like(s, n, "999.999.999-99") || like(s, n, "AAAAAA99A99A999A")
		|| like(s, n, "AA999999A") || like(s, n, "AA 99 99 99 A"))
		return true;
	if (like(s, n, "99999999A"))
	{
		int value = 0;

		for (int i = 0; i < 8; i++)
			value = 10 * value + (s[i] - '0');
		/* the letter is the remainder by 23 */
		return "TRWAGMYFPDXBNJZSQVHLCKE"[value % 23] == s[8];
	}
	return false;
}

/* a hash that says its own method; plain hexadecimal digits may be anything, and their pattern is as good */
static bool
is_password(const char *s, int n)
{
	return n >= 20
		   && (synth_kind_begins(s, n, "$2a$") || synth_kind_begins(s, n, "$2b$") || synth_kind_begins(s, n, "$2y$")
			   || synth_kind_begins(s, n, "$argon2") || synth_kind_begins(s, n, "$1$") || synth_kind_begins(s, n, "$5$")
			   || synth_kind_begins(s, n, "$6$") || synth_kind_begins(s, n, "$scrypt$")
			   || synth_kind_begins(s, n, "pbkdf2_") || synth_kind_begins(s, n, "scram-sha-")
			   || synth_kind_begins(s, n, "{ssha}") || synth_kind_begins(s, n, "{sha}")
			   || synth_kind_begins(s, n, "$pbkdf2"));
}

static bool
is_file_name(const char *s, int n)
{
	int dot = n - 1;

	while (dot > 0 && s[dot] != '.' && s[dot] != '/')
		dot--;
	if (n > 255 || dot < 1 || s[dot] != '.' || s[dot - 1] == ' ' || is_url(s, n))
		return false;
	return synth_kind_listed(s + dot + 1, n - dot - 1, file_endings, false);
}

/* 7 to 15 digits, written as telephone numbers are */
static bool
is_phone(const char *s, int n)
{
	int digits = 0;
	int separators = 0;
	bool bracket = false;

	for (int i = 0; i < n; i++)
	{
		if (is_digit(s[i]))
			digits++;
		else if (s[i] == '(' || s[i] == ')')
			bracket = true;
		else if (s[i] == '-' || s[i] == '.' || s[i] == ' ' || s[i] == '/')
			separators++;
		else if ((s[i] == 'x' || (s[i] | 0x20) == 'e') && digits >= 7)
			break; /* an extension */
		else if (s[i] != '+' || i > 0)
			return false;
	}
	if (digits < 7 || digits > 15 || like(s, n, "9999-99-99") || like(s, n, "99.99.9999") || like(s, n, "99/99/9999")
		|| like(s, n, "99-99-9999") || like(s, n, "999-99-9999") || is_ip(s, n))
		return false;
	if (s[0] == '+' || bracket)
		return true;
	return (separators >= 2 && digits >= 9) || (separators >= 1 && s[0] == '0' && digits >= 8)
		   || like(s, n, "999-9999");
}

/* forms that little else has: of the UK, Canada, the Netherlands, Poland, the US, Brazil, Sweden */
static bool
is_postcode(const char *s, int n)
{
	return like(s, n, "A9 9AA") || like(s, n, "A99 9AA") || like(s, n, "AA9 9AA") || like(s, n, "AA99 9AA")
		   || like(s, n, "A9A 9AA") || like(s, n, "AA9A 9AA") || like(s, n, "A9A 9A9") || like(s, n, "9999 AA")
		   || like(s, n, "99-999") || like(s, n, "99999-9999") || like(s, n, "99999-999") || like(s, n, "999 99");
}

/* words of letters that begin with a capital, small particles between them; two to four */
static bool
is_full_name(const char *s, int n)
{
	int words = 0;
	bool start = true;

	for (int i = 0; i < n; i++)
	{
		if (s[i] == ' ')
		{
			start = true;
			continue;
		}
		if (start)
		{
			int length = 0;

			while (i + length < n && s[i + length] != ' ')
				length++;
			start = false;
			words++;
			if (!is_upper(s[i]) && (unsigned char) s[i] < 0x80
				&& !synth_kind_listed(s + i, length, "de del da di do dos van von der den la le el al bin ibn zu ter",
									  true))
				return false;
		}
		if (!is_alpha(s[i]) && s[i] != '.' && s[i] != '\'' && s[i] != '-' && s[i] != ',' && (unsigned char) s[i] < 0x80)
			return false;
	}
	return words >= 2 && words <= 5;
}

bool
synth_kind_matches(SynthTextKind kind, const char *s, int n)
{
	if (n <= 0)
		return false;
	switch (kind)
	{
		case SYNTH_TEXT_EMAIL:
			return is_email(s, n);
		case SYNTH_TEXT_URL:
			return is_url(s, n);
		case SYNTH_TEXT_DOMAIN:
			return is_domain(s, n) && !is_url(s, n);
		case SYNTH_TEXT_IP:
			return is_ip(s, n);
		case SYNTH_TEXT_IPV6:
			return is_ipv6(s, n);
		case SYNTH_TEXT_MAC:
			return is_mac(s, n);
		case SYNTH_TEXT_UUID:
			return is_uuid(s, n);
		case SYNTH_TEXT_IBAN:
			return synth_is_iban(s, n);
		case SYNTH_TEXT_CARD:
			return is_card(s, n);
		case SYNTH_TEXT_NATIONAL_ID:
			return is_national_id(s, n);
		case SYNTH_TEXT_PASSWORD:
			return is_password(s, n);
		case SYNTH_TEXT_FILE_NAME:
			return is_file_name(s, n);
		case SYNTH_TEXT_COLOUR:
		case SYNTH_TEXT_TITLE:
		case SYNTH_TEXT_COUNTRY_CODE:
		case SYNTH_TEXT_CURRENCY:
		case SYNTH_TEXT_LANGUAGE:
			return synth_kind_in_list(kind, s, n);
		case SYNTH_TEXT_PHONE:
			return is_phone(s, n);
		case SYNTH_TEXT_POSTCODE:
			return is_postcode(s, n);
		case SYNTH_TEXT_FULL_NAME:
			return is_full_name(s, n);
		case SYNTH_TEXT_USER_AGENT:
			return synth_kind_begins(s, n, "mozilla/") || synth_kind_begins(s, n, "opera/")
				   || synth_kind_begins(s, n, "curl/") || synth_kind_begins(s, n, "dalvik/")
				   || synth_kind_begins(s, n, "okhttp/") || synth_kind_begins(s, n, "python-requests/")
				   || synth_kind_begins(s, n, "wget/");
		default:
			return false;
	}
}
