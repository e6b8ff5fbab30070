//! The columns of each data set. Others read the files by these names: a name is never changed, only added.

use super::sett::{Kolonne, Slag, fast, felt};

/// The aktivitetsplan.
pub const AKTIVITETER: &[Kolonne] = &[
    fast("id", Slag::Tekst, "Fast id"),
    felt("etikett", Slag::Tekst, "Nummeret som er trykt i planen"),
    fast("tekst", Slag::Tekst, "Hva som skal gjøres"),
    fast("deler", Slag::Liste, "Underpunkter"),
    fast("omraade", Slag::Liste, "Id-en til satsingsområdet"),
    fast("maal", Slag::Liste, "Id-ene til målene den tjener"),
    fast("strategier", Slag::Liste, "Id-ene til strategiene den gjennomfører"),
    fast("maalgrupper", Slag::Liste, "Id-ene til målgruppene"),
    fast("virkemidler", Slag::Liste, "Id-ene til virkemidlene"),
    fast("utfordringer", Slag::Liste, "Id-ene til utfordringene den svarer på"),
    fast("suksessfaktorer", Slag::Liste, "Suksessfaktorene den støtter"),
    felt("forventet_resultat", Slag::Liste, "Forventede resultater"),
    felt("kostnad_tekst", Slag::Tekst, "Kostnaden slik den er trykt"),
    felt("beloep", Slag::Tall, "Beløpet, når det er oppgitt"),
    fast("valuta", Slag::Tekst, "Valutakode for beløpet"),
    felt("tid_tekst", Slag::Tekst, "Tidsrammen slik den er trykt"),
    felt("fra", Slag::Dato, "Fra"),
    felt("til", Slag::Dato, "Til og med"),
    felt("samarbeid", Slag::Liste, "Hvem det samarbeides med"),
    felt("ansvarlig", Slag::Tekst, "Hvem som har ansvaret"),
    fast("status", Slag::Tekst, "Siste kjente status på nettstedets dato"),
    fast("status_dato", Slag::Dato, "Når statusen gjelder fra; blank når planen selv oppgir den uten dato"),
    fast("framdrift", Slag::Tall, "Prosent utført, når det er oppgitt"),
    fast("forsinket", Slag::Sann, "Fristen er passert og den er ikke avsluttet; avledet"),
    fast("kilde", Slag::Tekst, "Kildens id, eller kilden i ord"),
    fast("sted", Slag::Tekst, "Side eller avsnitt i kilden"),
    fast("sikkerhet", Slag::Tekst, "sikker, tolket eller uklar; blank betyr sikker"),
    fast("merknad", Slag::Tekst, "Det en leser må vite"),
    fast("side", Slag::Tekst, "Adressen på nettstedet"),
];

/// Goals of all levels.
pub const MAAL: &[Kolonne] = &[
    fast("id", Slag::Tekst, "Fast id"),
    fast("nivaa", Slag::Tekst, "hovedmaal, delmaal eller resultatmaal"),
    fast("eier", Slag::Tekst, "Id-en til satsingsområdet som eier målet; blank når planen gjør det"),
    felt("etikett", Slag::Tekst, "Nummeret som er trykt i planen"),
    fast("tekst", Slag::Tekst, "Målet"),
    fast("forelder", Slag::Liste, "Id-ene til målene over"),
    fast("maalgrupper", Slag::Liste, "Id-ene til målgruppene"),
    fast("indikatorer", Slag::Liste, "Id-ene til indikatorene som følger det"),
    felt("grunnlinje", Slag::Tall, "Utgangspunktet"),
    felt("maaltall", Slag::Tall, "Tallet som skal nås"),
    felt("enhet", Slag::Tekst, "Enheten for måltallet"),
    felt("retning", Slag::Tekst, "opp, ned, hold eller ingen"),
    felt("frist", Slag::Dato, "Når måltallet skal være nådd"),
    fast("status", Slag::Tekst, "Siste kjente status på nettstedets dato"),
    fast("status_dato", Slag::Dato, "Når statusen gjelder fra"),
    fast("kilde", Slag::Tekst, "Kildens id, eller kilden i ord"),
    fast("sted", Slag::Tekst, "Side eller avsnitt i kilden"),
    fast("sikkerhet", Slag::Tekst, "sikker, tolket eller uklar; blank betyr sikker"),
    fast("merknad", Slag::Tekst, "Det en leser må vite"),
    fast("side", Slag::Tekst, "Adressen på nettstedet"),
];

/// Indicators.
pub const INDIKATORER: &[Kolonne] = &[
    fast("id", Slag::Tekst, "Fast id"),
    fast("navn", Slag::Tekst, "Navn"),
    felt("definisjon", Slag::Tekst, "Hva som telles"),
    felt("enhet", Slag::Tekst, "Enhet"),
    felt("retning", Slag::Tekst, "Hvilken vei som er bedre"),
    fast("kilde_type", Slag::Tekst, "Hvem tallene kommer fra"),
    felt("kildetabell", Slag::Tekst, "Tabell eller register"),
    felt("teller", Slag::Tekst, "Teller, i ord"),
    felt("nevner", Slag::Tekst, "Nevner, i ord"),
    fast("del_av", Slag::Liste, "Id-en til indikatoren den er en del av"),
    fast("maal", Slag::Liste, "Id-ene til målene den følger"),
    felt("grunnlinje", Slag::Tall, "Utgangspunktet"),
    felt("maaltall", Slag::Tall, "Tallet som skal nås"),
    felt("frist", Slag::Dato, "Når måltallet skal være nådd"),
    fast("kilde", Slag::Tekst, "Kildens id, eller kilden i ord"),
    fast("sted", Slag::Tekst, "Side eller avsnitt i kilden"),
    fast("sikkerhet", Slag::Tekst, "sikker, tolket eller uklar; blank betyr sikker"),
    fast("merknad", Slag::Tekst, "Det en leser må vite"),
    fast("side", Slag::Tekst, "Adressen på nettstedet"),
];

/// Readings of indicators.
pub const MAALINGER: &[Kolonne] = &[
    fast("indikator", Slag::Tekst, "Indikatorens id"),
    fast("navn", Slag::Tekst, "Indikatorens navn"),
    fast("gruppe", Slag::Tekst, "Hvilken del av helheten tallet gjelder"),
    fast("organisasjon", Slag::Tekst, "Organisasjonen tallet gjelder, når det er en annen"),
    felt("fra", Slag::Dato, "Første dag tallet gjelder"),
    felt("til", Slag::Dato, "Siste dag tallet gjelder"),
    felt("verdi", Slag::Tall, "Tallet"),
    fast("omtrentlig", Slag::Sann, "Tallet er oppgitt som omtrentlig"),
    fast("enhet", Slag::Tekst, "Enhet"),
    felt("metode", Slag::Tekst, "Hvordan tallet er laget"),
    fast("kilde", Slag::Tekst, "Kildens id, eller kilden i ord"),
    fast("sted", Slag::Tekst, "Side eller avsnitt i kilden"),
    fast("sikkerhet", Slag::Tekst, "sikker, tolket eller uklar; blank betyr sikker"),
    fast("merknad", Slag::Tekst, "Det en leser må vite"),
];

/// The challenge register.
pub const UTFORDRINGER: &[Kolonne] = &[
    fast("id", Slag::Tekst, "Fast id"),
    felt("etikett", Slag::Tekst, "Nummeret som er trykt i planen"),
    fast("tittel", Slag::Tekst, "Utfordringen i én linje"),
    felt("nivaa", Slag::Tekst, "strategisk, operativt eller planlegging"),
    fast("tema", Slag::Liste, "Temaer"),
    felt("aarsak", Slag::Liste, "Hvorfor den er vanskelig"),
    felt("alvor", Slag::Tall, "Alvor fra 1 til 5"),
    felt("status", Slag::Tekst, "Hvor langt den er kommet"),
    fast("blokkerer", Slag::Liste, "Id-ene til utfordringer som ikke kan løses før denne"),
    fast("utloeser", Slag::Liste, "Id-ene til utfordringer den fører til"),
    fast("indikatorer", Slag::Liste, "Id-ene til indikatorene som viser den"),
    fast("uten_indikator", Slag::Tekst, "Hvorfor den ikke har noen indikator"),
    fast("maal", Slag::Liste, "Id-ene til målene som svarer på den"),
    fast("strategier", Slag::Liste, "Id-ene til strategiene som svarer på den"),
    fast("aktiviteter", Slag::Liste, "Id-ene til aktivitetene som svarer på den"),
    fast("tiltak", Slag::Liste, "Id-ene til tiltakene som svarer på den"),
    fast("omraader", Slag::Liste, "Id-ene til områdene den hører til"),
    fast("suksessfaktorer", Slag::Liste, "Suksessfaktorene den gjelder"),
    felt("oppdaget", Slag::Dato, "Når den først ble sett"),
    felt("revidert", Slag::Dato, "Når den sist ble vurdert"),
    fast("kilde", Slag::Tekst, "Kildens id, eller kilden i ord"),
    fast("sted", Slag::Tekst, "Side eller avsnitt i kilden"),
    fast("sikkerhet", Slag::Tekst, "sikker, tolket eller uklar; blank betyr sikker"),
    fast("merknad", Slag::Tekst, "Det en leser må vite"),
    fast("side", Slag::Tekst, "Adressen på nettstedet"),
];

/// Dated status statements.
pub const STATUSRADER: &[Kolonne] = &[
    fast("gjelder", Slag::Tekst, "Id-en til det statusen gjelder"),
    fast("navn", Slag::Tekst, "Hva det er"),
    felt("dato", Slag::Dato, "Dagen statusen gjelder for"),
    felt("status", Slag::Tekst, "Status"),
    felt("tekst", Slag::Tekst, "I ord"),
    felt("avvik", Slag::Tekst, "Hva som er annerledes enn i planen, og hvorfor"),
    felt("framdrift", Slag::Tall, "Prosent utført"),
    fast("rapport", Slag::Tekst, "Id-en til rapporten den er gitt i"),
    fast("kilde", Slag::Tekst, "Kildens id, eller kilden i ord"),
    fast("sted", Slag::Tekst, "Side eller avsnitt i kilden"),
    fast("sikkerhet", Slag::Tekst, "sikker, tolket eller uklar; blank betyr sikker"),
    fast("merknad", Slag::Tekst, "Det en leser må vite"),
];

/// Sources.
pub const KILDER: &[Kolonne] = &[
    fast("id", Slag::Tekst, "Id-en de andre filene viser til"),
    fast("tittel", Slag::Tekst, "Tittel"),
    fast("type", Slag::Tekst, "Hva slags kilde det er"),
    felt("aar", Slag::Dato, "Når den er laget"),
    felt("utgiver", Slag::Tekst, "Utgiver"),
    fast("lenke", Slag::Tekst, "Nettadresse"),
    fast("utgaatt", Slag::Dato, "Når den sluttet å gjelde"),
    fast("erstattet_av", Slag::Tekst, "Id-en til det som kom i stedet"),
    fast("merknad", Slag::Tekst, "Det en leser må vite"),
];
