/*-------------------------------------------------------------------------
 *
 * kindlist.c
 *	  Values of short public lists: colours, titles, codes of ISO.
 *
 * What is rare is left out where it looks like something else.  Sources: ISO
 * 3166-1, ISO 4217 (currencies of wide use), ISO 639-1.
 *
 *-------------------------------------------------------------------------
 */
#include "kindmatch.h"

#include <string.h>

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static char
lower(char c)
{
	return is_upper(c) ? (char) (c - 'A' + 'a') : c;
}

bool
synth_kind_begins(const char *s, int n, const char *prefix)
{
	int i = 0;

	for (; prefix[i] != '\0'; i++)
		if (i >= n || lower(s[i]) != prefix[i])
			return false;
	return true;
}

bool
synth_kind_listed(const char *s, int n, const char *list, bool exact)
{
	while (*list != '\0')
	{
		int length = (int) strcspn(list, " ");

		if (length == n)
		{
			int i = 0;

			while (i < n && (exact ? s[i] : lower(s[i])) == list[i])
				i++;
			if (i == n)
				return true;
		}
		list += length;
		list += *list == ' ';
	}
	return false;
}

static bool
is_colour(const char *s, int n)
{
	if (n > 0 && s[0] == '#')
	{
		for (int i = 1; i < n; i++)
			if (s[i] == '\0' || strchr("0123456789abcdefABCDEF", s[i]) == NULL)
				return false;
		return n == 4 || n == 7 || n == 9;
	}
	return synth_kind_begins(s, n, "rgb(") || synth_kind_begins(s, n, "rgba(") || synth_kind_begins(s, n, "hsl(")
		   || synth_kind_listed(
			   s, n,
			   "black white red green blue yellow orange purple pink brown grey gray violet cyan magenta beige silver gold "
			   "turquoise navy maroon teal olive indigo schwarz weiss rot blau gelb braun lila rosa grau noir blanc rouge vert "
			   "bleu jaune negro blanco rojo verde azul amarillo nero bianco rosso giallo marrone preto branco vermelho amarelo "
			   "zwart wit rood groen blauw geel",
			   false);
}

static bool
is_title(const char *s, int n)
{
	if (n > 1 && s[n - 1] == '.')
		n--;
	return synth_kind_listed(
		s, n,
		"mr mrs ms miss mx dr prof sir dame lord lady rev herr frau m mme mlle monsieur madame sr sra srta sig sigra "
		"dott dottssa dhr mevr pan pani bay bayan herrn fru don dona",
		false);
}

/* ISO 3166-1 */
static const char alpha2[] =
	"AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW "
	"BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI "
	"FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN "
	"IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME "
	"MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF "
	"PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV "
	"SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE "
	"YT ZA ZM ZW";
static const char alpha3[] =
	"ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS "
	"BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV "
	"CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM "
	"GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN "
	"IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE "
	"LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS "
	"MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK "
	"PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR "
	"SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY "
	"USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE";

static bool
is_country_code(const char *s, int n)
{
	return (n == 2 && synth_kind_listed(s, n, alpha2, true)) || (n == 3 && synth_kind_listed(s, n, alpha3, true));
}

static bool
is_currency(const char *s, int n)
{
	return n == 3
		   && synth_kind_listed(
			   s, n,
			   "AED ARS AUD BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HRK HUF IDR ILS INR ISK JOD JPY KES KRW "
			   "KWD KZT LKR MAD MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU "
			   "VND ZAR",
			   true);
}

/* "de", "de-AT", "pt_BR" */
static bool
is_language(const char *s, int n)
{
	if (n == 5 && (s[2] == '-' || s[2] == '_') && is_upper(s[3]) && is_upper(s[4]))
		n = 2;
	return n == 2
		   && synth_kind_listed(
			   s, n,
			   "aa af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk "
			   "km kn ko ku ky la lb lo lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te "
			   "th tl tr uk ur uz vi yo zh zu",
			   true);
}

bool
synth_kind_in_list(SynthTextKind kind, const char *s, int n)
{
	switch (kind)
	{
		case SYNTH_TEXT_COLOUR:
			return is_colour(s, n);
		case SYNTH_TEXT_TITLE:
			return is_title(s, n);
		case SYNTH_TEXT_COUNTRY_CODE:
			return is_country_code(s, n);
		case SYNTH_TEXT_CURRENCY:
			return is_currency(s, n);
		case SYNTH_TEXT_LANGUAGE:
			return is_language(s, n);
		default:
			return false;
	}
}
