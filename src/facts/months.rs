//! What months and days of the week are called, in the languages that news is written in.
//!
//! English, German, French, Spanish, Italian, Portuguese, Dutch, Catalan, Romanian, Swedish, Danish, Norwegian,
//! Finnish, Polish, Czech, Hungarian, Turkish, Greek, Russian, Ukrainian, Indonesian, Arabic, Hebrew and Persian; in
//! the form a date has them (genitive), alone, and shortened. No name means two months in two of them.

use super::reader::is_word;

/// The number of a month, by its name in any case.
pub(super) fn month(word: &str) -> Option<u32> {
    // Nearly all dates of feeds have these.
    let short = SHORT_MONTHS.iter().position(|name| name.eq_ignore_ascii_case(word));
    let any = || MONTHS.iter().position(|names| names.iter().any(|name| is_word(word, name)));
    u32::try_from(short.or_else(any)? + 1).ok()
}

/// Whether a word is the name of a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|name| is_word(word, name))
}

/// As RFC 5322 has them; the table below has them, too.
const SHORT_MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro",
        "januari", "января", "январь", "янв", "січня", "січень", "січ", "stycznia", "styczeń", "sty", "ledna",
        "leden", "tammikuuta", "tammikuu", "ocak", "oca", "január", "ianuarie", "ian", "ιανουαρίου",
        "ιανουάριος", "ιαν", "ιάν", "gener", "يناير", "בינואר", "ינואר", "ژانویه",
    ],
    &[
        "february", "feb", "februar", "février", "févr", "febrero", "febbraio", "fevereiro", "fev",
        "februari", "февраля", "февраль", "фев", "февр", "лютого", "лютий", "лют", "lutego", "luty", "lut",
        "února", "únor", "helmikuuta", "helmikuu", "şubat", "şub", "február", "februarie", "φεβρουαρίου",
        "φεβρουάριος", "φεβ", "φεβρ", "febrer", "فبراير", "בפברואר", "פברואר", "فوریه",
    ],
    &[
        "march", "mar", "märz", "mars", "marzo", "março", "maart", "марта", "март", "мар", "березня",
        "березень", "бер", "marca", "marzec", "března", "březen", "marts", "maaliskuuta", "maaliskuu", "mart",
        "március", "márc", "martie", "μαρτίου", "μάρτιος", "μαρ", "μάρ", "maret", "març", "مارس", "במרץ", "מרץ",
    ],
    &[
        "april", "apr", "avril", "avr", "abril", "abr", "aprile", "апреля", "апрель", "апр", "квітня",
        "квітень", "квіт", "kwietnia", "kwiecień", "kwi", "dubna", "duben", "huhtikuuta", "huhtikuu", "nisan",
        "nis", "április", "ápr", "aprilie", "απριλίου", "απρίλιος", "απρ", "أبريل", "ابريل", "إبريل",
        "באפריל", "אפריל", "آوریل",
    ],
    &[
        "may", "mai", "mayo", "maggio", "mag", "maio", "mei", "мая", "май", "травня", "травень", "трав",
        "maja", "maj", "května", "květen", "toukokuuta", "toukokuu", "mayıs", "május", "máj", "μαΐου",
        "μάιος", "μαι", "μάι", "μαΐ", "maig", "مايو", "במאי", "מאי", "مه",
    ],
    &[
        "june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho", "июня", "июнь", "июн", "червня",
        "червень", "черв", "czerwca", "czerwiec", "cze", "června", "červen", "kesäkuuta", "kesäkuu",
        "haziran", "haz", "június", "jún", "iunie", "iun", "ιουνίου", "ιούνιος", "ιουν", "ιούν", "juny", "يونيو",
        "يونيه", "ביוני", "יוני", "ژوئن",
    ],
    &[
        "july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "июля", "июль", "июл",
        "липня", "липень", "лип", "lipca", "lipiec", "lip", "července", "červenec", "heinäkuuta", "heinäkuu",
        "temmuz", "tem", "július", "júl", "iulie", "iul", "ιουλίου", "ιούλιος", "ιουλ", "ιούλ", "juliol", "يوليو",
        "يوليه", "ביולי", "יולי", "ژوئیه",
    ],
    &[
        "august", "aug", "août", "agosto", "ago", "augustus", "августа", "август", "авг", "серпня", "серпень",
        "серп", "sierpnia", "sierpień", "sie", "srpna", "srpen", "augusti", "elokuuta", "elokuu", "ağustos",
        "ağu", "augusztus", "αυγούστου", "αύγουστος", "αυγ", "αύγ", "agustus", "agost", "أغسطس", "اغسطس", "באוגוסט",
        "אוגוסט", "اوت",
    ],
    &[
        "september", "sept", "sep", "septembre", "septiembre", "settembre", "set", "setembro", "сентября",
        "сентябрь", "сен", "сент", "вересня", "вересень", "вер", "września", "wrzesień", "wrz", "září",
        "syyskuuta", "syyskuu", "eylül", "eyl", "szeptember", "szept", "septembrie", "σεπτεμβρίου",
        "σεπτέμβριος", "σεπ", "σεπτ", "setembre", "سبتمبر", "בספטמבר", "ספטמבר", "سپتامبر",
    ],
    &[
        "october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out",
        "октября", "октябрь", "окт", "жовтня", "жовтень", "жовт", "października", "październik", "paź",
        "října", "říjen", "lokakuuta", "lokakuu", "ekim", "eki", "október", "octombrie", "οκτωβρίου",
        "οκτώβριος", "οκτ", "أكتوبر", "اكتوبر", "באוקטובר", "אוקטובר", "اکتبر",
    ],
    &[
        "november", "nov", "novembre", "noviembre", "novembro", "ноября", "ноябрь", "ноя", "нояб",
        "листопада", "листопад", "лист", "listopada", "listopad", "lis", "listopadu", "marraskuuta",
        "marraskuu", "kasım", "kas", "noiembrie", "noi", "νοεμβρίου", "νοέμβριος", "νοε", "νοέ", "νοέμ", "نوفمبر", "בנובמבר",
        "נובמבר", "نوامبر",
    ],
    &[
        "december", "dec", "dezember", "dez", "décembre", "déc", "diciembre", "dic", "dicembre", "dezembro",
        "декабря", "декабрь", "дек", "грудня", "грудень", "груд", "grudnia", "grudzień", "gru", "prosince",
        "prosinec", "desember", "des", "joulukuuta", "joulukuu", "aralık", "ara", "decembrie", "δεκεμβρίου",
        "δεκέμβριος", "δεκ", "desembre", "ديسمبر", "בדצמבר", "דצמבר", "دسامبر",
    ],
];

#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "monday", "mon", "tuesday", "tue", "tues", "wednesday", "wed", "thursday", "thu", "thur", "thurs",
    "friday", "fri", "saturday", "sat", "sunday", "sun", "montag", "mo", "dienstag", "di", "mittwoch", "mi",
    "donnerstag", "do", "freitag", "fr", "samstag", "sonnabend", "sa", "sonntag", "so", "lundi", "mardi",
    "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes", "miércoles", "jueves",
    "viernes", "sábado", "domingo", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato",
    "domenica", "segunda", "terça", "quarta", "quinta", "sexta", "maandag", "dinsdag", "woensdag",
    "donderdag", "vrijdag", "zaterdag", "zondag", "понедельник", "вторник", "среда", "четверг", "пятница",
    "суббота", "воскресенье", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "понеділок", "вівторок", "середа",
    "четвер", "п'ятниця", "субота", "неділя", "poniedziałek", "wtorek", "środa", "czwartek", "piątek",
    "sobota", "niedziela", "pondělí", "úterý", "středa", "čtvrtek", "pátek", "neděle", "måndag", "tisdag",
    "onsdag", "torsdag", "fredag", "lördag", "söndag", "mandag", "tirsdag", "lørdag", "søndag", "maanantai",
    "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai", "pazartesi", "salı",
    "çarşamba", "perşembe", "cuma", "cumartesi", "pazar", "δευτέρα", "τρίτη", "τετάρτη", "πέμπτη",
    "παρασκευή", "σάββατο", "κυριακή", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu",
    "dilluns", "dimarts", "dimecres", "dijous", "divendres", "dissabte", "diumenge", "luni", "marți",
    "miercuri", "joi", "vineri", "sâmbătă", "duminică", "hétfő", "kedd", "szerda", "csütörtök", "péntek",
    "szombat", "vasárnap", "الأحد", "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت",
];
