//! Words with one meaning. The start list is for this field; a site adds its own in `content/*.yaml` under `synonymer`,
//! and the glossary gives synonyms, abbreviations and nynorsk.

/// Groups of the field, one a line, parted by `=`.
const FIELD: &str = "
    satsingsområde = satsningsområde = innsatsområde
    booppfølging = boligoppfølging = botrening
    kommunal bolig = kommunalt disponert bolig = kommunal utleiebolig
    bomiljøarbeid = bomiljøtiltak
    vanskeligstilt = boligsosialt vanskeligstilt
    fordelingsmøte = tildelingsmøte = boligmøte
    rådmann = kommunedirektør = administrasjonssjef
    boso = boligsosialt utviklingsprogram
    husbankmidler = statlige virkemidler
    bostedsløs = hjemløs = husløs = uteligger
    utkastelse = fravikelse = tvangsfravikelse = utkasting
    husleierestanse = husleiegjeld = leierestanse
    midlertidig bolig = døgnovernatting = hospits = midlertidig botilbud
    rus = rusmiddel = rusavhengighet = rusmisbruk
    psykisk helse = mental helse
    flyktning = asylsøker
    funksjonsnedsettelse = funksjonshemming = nedsatt funksjonsevne = handikap
    eldre = pensjonist
    ungdom = unge = ung
    barnefamilie = familie med barn
    leietaker = leieboer
    utleier = huseier
    leiekontrakt = leieavtale = husleieavtale
    depositum = husleiegaranti
    søknad = søke
    klage = anke
    tilskudd = støtte = stønad
    startlån = boliglån
    bostøtte = bustønad
    økonomisk sosialhjelp = sosialstønad = sosialhjelp = økonomisk stønad
    saksbehandler = konsulent
    kommunestyre = bystyre
    kartlegging = undersøkelse
    frist = tidsfrist = deadline
    kostnad = utgift = pris
    budsjett = økonomiplan
    ansvar = ansvarlig
    innbygger = borger
    barnehage = førskole
    sykehjem = aldershjem = pleiehjem
    omsorgsbolig = trygdebolig
    hjemmesykepleie = hjemmetjeneste
    fastlege = lege
    legevakt = øyeblikkelig hjelp
    avfall = søppel = renovasjon = boss
    kloakk = avløp
    byggesak = byggesøknad = byggetillatelse
    regulering = reguleringsplan
    gebyr = avgift
    foreldre = foresatte
    skolefritidsordning = sfo = aktivitetsskole
    barnevern = barneverntjeneste
    støttekontakt = fritidskontakt
    trafikksikkerhet = trafikksikring
    sykkelvei = sykkelsti = gang og sykkelvei
    parkering = parkeringsplass
    idrettshall = gymsal = flerbrukshall
    kino = film
    jobb = stilling = ledig stilling
    arbeidsplass = arbeidssted
    møteplass = treffsted
    nærmiljø = nabolag = lokalmiljø
    samarbeid = samhandling
    evaluering = vurdering
    resultat = effekt
    erfaring = lærdom
    mal = skjema
    veileder = veiviser = rettleder
";

/// Nynorsk and bokmål, one pair a line. A `*` marks those that also stand inside compounds.
const NYNORSK: &str = "
    bustad bolig*
    bustadsosial boligsosial
    bustøtte bostøtte*
    husvære bolig
    verkemiddel virkemiddel*
    hovudmål hovedmål
    hovud hoved*
    tilskot tilskudd*
    leige leie*
    leigebustad leiebolig
    husleige husleie*
    leigar leier*
    leigetakar leietaker*
    utleige utleie*
    heim hjem*
    heimlaus hjemløs
    bustadlaus bostedsløs
    heimeteneste hjemmetjeneste
    heime hjemme*
    teneste tjeneste*
    rettleiing veiledning*
    rettleiar veileder*
    rettleie veilede
    oppfylging oppfølging*
    vanskelegstilt vanskeligstilt*
    vanskeleg vanskelig*
    born barn
    sjukeheim sykehjem
    sjuke syke*
    sjukdom sykdom*
    sjukepleie sykepleie*
    eigar eier*
    eige eie*
    eigedom eiendom*
    eigendel egenandel
    eigen egen*
    innbyggjar innbygger*
    brukar bruker*
    brukarmedverknad brukermedvirkning
    medverknad medvirkning*
    søkjar søker*
    søkje søke
    sakshandsamar saksbehandler*
    sakshandsaming saksbehandling*
    handsaming behandling*
    verksemd virksomhet*
    ansvarleg ansvarlig*
    mellombels midlertidig*
    mellombelse midlertidige
    framleige fremleie
    fylgje følge
    føresetnad forutsetning*
    føremål formål*
    framtid fremtid*
    framdrift fremdrift*
    kjenneteikn kjennetegn
    utgreiing utredning*
    tryggleik trygghet
    tryggleik sikkerhet*
    moglegheit mulighet*
    mogleg mulig*
    røynsle erfaring*
    avhengigheit avhengighet*
    einsleg enslig*
    einsemd ensomhet
    busetje bosette
    busetjing bosetting*
    busetting bosetting*
    bu bo
    buform boform*
    buevne boevne
    bumiljø bomiljø*
    butrening botrening
    butilbod botilbud*
    tilbod tilbud*
    skule skole*
    vidaregåande videregående
    lærar lærer*
    kyrkje kirke*
    veg vei*
    vatn vann*
    avlaup avløp
    løyve tillatelse*
    byggjeløyve byggetillatelse
    byggjesak byggesak*
    rekneskap regnskap*
    rådgjevar rådgiver*
    leiar leder*
    tilsett ansatt*
    tilsette ansatte
    arbeidstakar arbeidstaker*
    arbeidsgjevar arbeidsgiver*
    medarbeidar medarbeider*
    verknad virkning*
    berekraft bærekraft*
    skjenkeløyve skjenkebevilling
    årsmelding årsrapport
    kjelde kilde*
    tal tall*
    auke øke
    auke økning
    minke redusere
    følgje følge
    syn visjon
    trong behov*
    funksjonsnedsetjing funksjonsnedsettelse
    nedsett nedsatt
    utkasting utkastelse
    kasta kastet
    førebyggje forebygge
    førebygging forebygging*
    førebu forberede
    fyrst først
    fleire flere
    åtferd atferd*
    løyse løse
    løysing løsning*
    teikn tegn
    teikning tegning*
    tidleg tidlig*
    høyring høring*
    straum strøm*
    frivilligheit frivillighet
";

/// The groups of the field.
pub fn field() -> Vec<Vec<String>> {
    let groups = FIELD.lines().map(|line| line.split('=').map(|word| word.trim().to_owned()).collect::<Vec<_>>());
    groups.filter(|group| group.len() > 1).collect()
}

/// Nynorsk, bokmål, and whether the pair also stands inside compounds. Words alike in both are left out.
pub fn nynorsk() -> Vec<(&'static str, &'static str, bool)> {
    let pair = |line: &'static str| {
        let (nn, nb) = line.trim().split_once(' ')?;
        let inside = nb.ends_with('*');
        let nb = nb.trim_end_matches('*');
        (nn != nb).then_some((nn, nb, inside))
    };
    NYNORSK.lines().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_whole() {
        assert!(field().iter().all(|group| group.iter().all(|word| !word.is_empty())));
        assert!(field().len() > 50);
        assert!(nynorsk().contains(&("bustad", "bolig", true)));
        assert!(nynorsk().iter().all(|(nn, nb, _)| nn != nb && !nb.contains(' ')));
    }
}
