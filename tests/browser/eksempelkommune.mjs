// Writes a made-up site («Eksempelkommune») that is hard on the theme: texts far too long, tables far too large, a picture
// far too heavy, a plan with nothing in it and a plan with one of everything. Nothing in it is true.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

export const ACTIVITIES = 2000;
const LONG_WORD = 'boligsosialhandlingsplan'.repeat(5); // 120 letters
const LONG_TITLE = Array.from({ length: 80 }, (_, n) => ['Hele', 'tittelen', 'til', 'denne', 'planen', 'i', 'Eksempelkommune', 'er', 'altfor', 'lang'][n % 10])
  .join(' ').slice(0, 400);

/** One of everything a plan can hold. */
const EVERYTHING = `
type: boligsosial_handlingsplan
planstatus: retningsgivende
periode: {fra: 2024, til: 2027}
versjon: "2.0"
ingress: En oppdiktet plan med én av alt.
beskrivelse: |
  Oppdiktet. Bygger på **ingenting**, og viser bare formen.

  - et punkt
  - et punkt til
begrunnelse: Slik at alle deler blir prøvd.
brukes_til: [Prøver]
visjon: {tekst: Alle skal ha et sted å bo., begrunnelse: Oppdiktet begrunnelse.}
faser: [{navn: Forberedelse, tekst: Først dette.}, {navn: Gjennomføring}]
bygger_på: [{tekst: En forstudie, kilde: kilde-1}]
endringslogg: [{dato: 2025-01-10, versjon: "2.0", tekst: Ny versjon}]
vedtak:
  - {id: vedtak-1, organ: Kommunestyret, dato: 2024-01-29, saksnr: 4/24, tekst: Planen ble vedtatt, gjelder: [akt-1]}
kilder:
  - {id: kilde-1, tittel: Oppdiktet forstudie, type: rapport, år: 2023, utgiver: Eksempelkommune, lenke: "https://example.org/en/ganske/lang/adresse-til-en-forstudie.html?side=1"}
hovedmål:
  - id: mal-1
    etikett: H1
    tekst: Flere klarer å beholde boligen
    indikatorer: [ind-1]
    kilde: kilde-1
    sted: s. 4
delmål:
  - {id: mal-2, etikett: D1, tekst: Restanser oppdages tidlig, forelder: [mal-1]}
resultatmål:
  - id: mal-3
    tekst: Begjæringene er halvert i 2027
    forelder: [mal-2]
    indikatorer: [ind-1]
    måltall: {verdi: 10, enhet: saker, retning: ned, frist: 2027}
strategier:
  - {id: strat-1, etikett: S1, navn: Tidlig kontakt, tekst: Den som får varsel blir ringt opp., gjelder: [mal-1], suksessfaktorer: [organisering]}
satsingsområder:
  - id: sats-1
    nr: 1
    navn: Beholde boligen
    beskrivelse: Oppdiktet område.
    strategier: [strat-1]
    utfordringer: [utf-1]
    hovedmål: [{id: mal-4, tekst: Området har sitt eget mål}]
målgrupper:
  - {id: gruppe-1, navn: Leietakere i kommunale boliger, beskrivelse: Oppdiktet gruppe.}
virkemidler:
  - {id: virk-1, navn: Eksempeltilskudd, klasse: individrettet, forvalter: kommune, beskrivelse: Oppdiktet virkemiddel.}
tiltak:
  - id: tiltak-1
    navn: Oppdiktet tiltak
    tekst: Noe som alt gjøres.
    gruppe: individrettet
    opphav: videreført
    områder: [sats-1]
    målgrupper: [gruppe-1]
    tall: [{navn: Søknader, verdi: 179, dato: 2023, kilde: kilde-1}, {navn: Skjult, grunn: skjult}]
aktiviteter:
  - id: akt-1
    etikett: A1
    tekst: Ringe alle som får varsel, samme dag
    deler: [Første del, Andre del]
    område: sats-1
    mål: [mal-1, mal-3]
    strategier: [strat-1]
    utfordringer: [utf-1]
    målgrupper: [gruppe-1]
    virkemidler: [virk-1]
    suksessfaktorer: [forankring, strategi, organisering, okonomi, kompetanse, medvirkning]
    forventet_resultat: [Færre begjæringer]
    kostnad: {tekst: ca. 1 mill., beløp: 1000000, ca: true}
    finansiering: [{kilde: Husbanken, andel: 70}, {kilde: Egenandel, andel: 30}]
    tid: {fra: 2024-02, til: 2025-06}
    samarbeid: [NAV]
    ansvarlig: enhet-1
    sikkerhet: tolket
    merknad: En merknad til aktiviteten.
  - {id: akt-2, tekst: Aktivitet uten noe mer, område: sats-1, ansvarlig: enhet-1, tid: {til: 2024-12}}
  - {id: akt-3, tekst: Blank aktivitet, forventet_resultat: {grunn: ikke_fastsatt}, kostnad: {grunn: ikke_aktuelt}, tid: {grunn: ukjent, merknad: Står ikke i planen.}, samarbeid: {grunn: tom}}
utfordringer:
  - id: utf-1
    etikett: U1
    tittel: Restanser oppdages for sent
    beskrivelse: Oppdiktet utfordring.
    nivå: operativt
    tema: [økonomi]
    alvor: 3
    alvor_begrunnelse: Oppdiktet begrunnelse.
    indikatorer: [ind-1]
    blokkerer: [utf-2]
    mål: [mal-1]
    aktiviteter: [akt-1]
    element: [3, 5]
    status: åpen
    oppdaget: 2023
    revidert: 2024-06
    endringslogg: [{dato: 2024-06, hva: Vurdert på nytt, hvorfor: Nye tall}]
  - {id: utf-2, tittel: For få boliger, beskrivelse: Oppdiktet., uten_indikator: Finnes ikke tall., status: åpen}
vurderinger:
  - {id: vurd-1, faktor: forankring, dato: 2024-03, skår: 2, begrunnelse: Oppdiktet skår., bevis: [En sak]}
  - {id: vurd-2, faktor: forankring, dato: 2025-03, skår: 3, begrunnelse: Bedre., bevis: [To saker]}
indikatorer:
  - id: ind-1
    navn: Begjæringer om utkastelse
    definisjon: Saker sendt i løpet av året.
    enhet: saker
    retning: ned
    grunnlinje: {verdi: 20, dato: 2023}
    måltall: {verdi: 10, frist: 2027}
    målinger:
      - {periode: 2023, verdi: 20, metode: register, kilde: kilde-1}
      - {periode: 2024, verdi: 17, ca: true}
      - {periode: 2025, grunn: skjult}
  - id: ind-2
    navn: Husstander etter gruppe
    definisjon: Antall ved årets slutt.
    enhet: husstander
    målinger:
      - {periode: 2024, gruppe: Barnefamilier, verdi: 12}
      - {periode: 2024, gruppe: Enslige, verdi: 30}
forpliktelser:
  - {id: forpl-1, etikett: F1, tekst: Ta verktøyet i bruk., frist: 2025-03, gjelder: [akt-1], ansvarlig: enhet-1}
organer:
  - {id: organ-1, navn: Kommunestyret, type: politisk, ansvar: [Vedtar planen], rytme: to ganger i året}
  - {id: organ-2, navn: Styringsgruppe, type: styringsgruppe, rapporterer_til: [organ-1], medlemmer: [Kommunedirektør]}
finansiering:
  - år: 2024
    ramme: {beløp: 2000000, ca: true, valuta: NOK, tekst: ca. 2 mill.}
    andeler: [{kilde: Husbanken, andel: 70}, {kilde: Egenandel, andel: 30}]
    rapportering_per_år: 2
    rapporteres_til: [Husbanken]
matriser:
  - id: matrise-1
    tittel: Grupper og områder
    kolonner: [sats-1]
    rader: [{gruppe: gruppe-1, celler: {sats-1: [Kartlegging, Oppfølging]}}]
`;

const REPORT = (year) => `
id: arsrapport-${year}
type: år
år: ${year}
per_dato: ${year}-12-31
frist: ${year + 1}-02-28
hode: {Kommune: Eksempelkommune}
svar: {"1.1": Oppdiktet svar.}
statusrader:
  - {emne: akt-1, dato: ${year}-11-01, status: i_gang, tekst: Det går sin gang., avvik: Litt sent.}
  - {emne: akt-2, dato: ${year}-12-01, status: fullført, tekst: Ferdig.}
`;

/** A picture of noise, so that it cannot be made smaller. */
function noise(width, height) {
  let state = 1;
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let at = 0; at < rows.length; at += 1) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    rows[at] = at % (width * 3 + 1) ? state >> 16 : 0;
  }
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 0 })), chunk('IEND', Buffer.alloc(0))]);
}

const VERBS = ['Kartlegge', 'Bygge', 'Utrede', 'Styrke', 'Samordne', 'Forhandle om', 'Evaluere', 'Tilby', 'Leie inn', 'Pusse opp'];
const THINGS = ['botilbud', 'hybler', 'booppfølging', 'tildelingen', 'bostøtten', 'startlånet', 'vaktordningen', 'boligkontoret', 'uteområdet', 'avtalen'];
const PLACES = ['i sentrum', 'ved elva', 'på nordsiden', 'i øvre bydel', 'ved stasjonen', 'i nybygget', 'på tunet'];

/** Many activities, in areas of a size plans have, with what most rows of real plans have and often lack. */
function many(count) {
  const areas = Math.ceil(count / 100);
  const rows = Array.from({ length: count }, (_, n) => {
    const words = `${VERBS[n % 10]} ${THINGS[Math.floor(n / 10) % 10]} ${PLACES[n % 7]}, sak ${n + 1}`;
    const area = n < count / 2 ? 1 : 1 + (n % areas);
    const time = n % 5 ? `, tid: {fra: ${2024 + (n % 3)}-0${1 + (n % 9)}, til: ${2025 + (n % 3)}-0${1 + (n % 9)}}` : '';
    const cost = n % 3 ? `, kostnad: {beløp: ${(n % 40) * 25000 + 50000}}` : '';
    return `  - {id: s-akt-${n + 1}, tekst: "${words}", område: s-sats-${area}, mål: [s-mal-${1 + (n % 5)}]${time}${cost}`
      + `, ansvarlig: enhet-${1 + (n % 2)}, samarbeid: [NAV], status: ${['ikke_startet', 'i_gang', 'fullført', 'utsatt'][n % 4]}}`;
  });
  return `tittel: Den store planen
periode: {fra: 2024, til: 2027}
hovedmål:
${Array.from({ length: 5 }, (_, n) => `  - {id: s-mal-${n + 1}, tekst: Hovedmål nummer ${n + 1}}`).join('\n')}
satsingsområder:
${Array.from({ length: areas }, (_, n) => `  - {id: s-sats-${n + 1}, nr: ${n + 1}, navn: Område nummer ${n + 1}}`).join('\n')}
aktiviteter:
${rows.join('\n')}
`;
}

const row = (cells) => `| ${cells.join(' | ')} |`;

const HARD = `---
tittel: ${LONG_TITLE}
ingress: Oppdiktet side med alt som er vanskelig. ${LONG_WORD}.
emner: [${LONG_WORD.slice(0, 60)}, Prøver]
---

Ordet ${LONG_WORD} har 120 bokstaver, og adressen <https://example.org/${LONG_WORD}/${LONG_WORD}> er enda lengre.

## ${LONG_WORD}

Tabell: Førti kolonner

${row(Array.from({ length: 40 }, (_, n) => `Kolonne ${n + 1}`))}
${row(Array.from({ length: 40 }, () => '---'))}
${Array.from({ length: 30 }, (_, r) => row(Array.from({ length: 40 }, (_, n) => (n === 3 && r === 2 ? LONG_WORD : `Rute ${r + 1}.${n + 1}`)))).join('\n')}

### Et bilde på åtte megabyte

![Støy: en oppdiktet figur](stoey.png)

\`\`\`text
${'en linje med kode som ikke slutter '.repeat(12)}
\`\`\`

> Et sitat med ${LONG_WORD}.

1. Punkt
   - under punkt
     - under det igjen
       - og dypere, ${LONG_WORD}

[^1]: En fotnote med ${LONG_WORD}.

En setning med fotnote.[^1] Og \`${LONG_WORD}\` som kode.
`;

/** Writes the site and returns its folder. `language` is the site's; `large` leaves the large plan and the hard page out when false. */
export function write(folder, { language = 'nb', large = true } = {}) {
  const put = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  put('planverk.yaml', `tittel: Planer i Eksempelkommune\nundertittel: Oppdiktet, for prøver\neier: Eksempelkommune\nspråk: ${language}\ndato: 2025-09-01\n`
    + 'forside: eksempelkommune/alt\ntilgjengelighetserklæring: https://uustatus.no/\ntilbakemelding: post@example.org\n'
    + 'kontakt: {navn: Boligkontoret, epost: post@example.org, telefon: 00 00 00 00}\n');
  put('plans/eksempelkommune/organisasjon.yaml', 'id: eksempelkommune\nnavn: Eksempelkommune\ntype: kommune\nbeskrivelse: Finnes ikke.\nenheter:\n'
    + '  - {id: enhet-1, navn: Boligkontoret}\n  - {id: enhet-2, navn: NAV}\n');
  put('plans/eksempelkommune/alt/plan.yaml', `tittel: Plan med én av alt\n${EVERYTHING}`);
  put('plans/eksempelkommune/alt/rapporter/arsrapport-2024.yaml', REPORT(2024));
  put('plans/eksempelkommune/alt/kapittel.md', '---\ntittel: Et kapittel\n---\n\n## Bakgrunn\n\nOppdiktet tekst.\n');
  put('plans/eksempelkommune/tom/plan.yaml', 'tittel: Plan uten noe i\n');
  put('content/index.md', '---\ntittel: Eksempelkommune\n---\n\nOppdiktet.\n');
  put('content/veiledere/en-veileder.md', '---\ntittel: En veileder\nemner: [Prøver]\n---\n\n## Framgangsmåte\n\nOppdiktet.\n');
  put('content/felles.yaml', 'begreper:\n  - {id: begrep-1, term: eksempel, definisjon: Noe oppdiktet.}\n');
  if (large) {
    put('plans/eksempelkommune/lang/plan.yaml', `tittel: "${LONG_TITLE}"\ningress: ${LONG_WORD}\naktiviteter:\n`
      + `  - {id: l-akt-1, tekst: "${LONG_TITLE}", forventet_resultat: [${LONG_WORD}], samarbeid: [${LONG_WORD}]}\n`
      + `hovedmål:\n  - {id: l-mal-1, tekst: "${LONG_WORD}"}\n`);
    put('plans/eksempelkommune/stor/plan.yaml', many(ACTIVITIES));
    put('content/veiledere/vanskelig.md', HARD);
    put('content/veiledere/stoey.png', noise(1700, 1650));
  }
  return folder;
}
