//! Helplan: the whole plan as one document, in the order a plan is read. What each register holds is told in
//! `registre`, how far it has come in `framdrift`.

mod framdrift;
mod registre;

use jiff::civil::Date;

use super::dokument::{Besvart, Blokk, Celle, Dokument, Kolonne, Linje, Seksjon, Tabell, Tekst};
use super::{kobling, kostnad};
use crate::config::Config;
use crate::derive::tilstand::tilstand;
use crate::derive::versjoner::{Gyldighet, av_item};
use crate::diag::Span;
use crate::domain::dato::Dato;
use crate::domain::felt::{Belegg, Felt};
use crate::domain::maal::Maal;
use crate::domain::plan::Plan;
use crate::domain::rad::{Entity, Kind, Ref, Relasjon};
use crate::domain::slug::slug;
use crate::language::Language;
use crate::language::dates::{self, Form};
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// The document of a plan as of a date.
pub fn helplan(site: &Site, config: &Config, language: &Language, plan: PlanId, dato: Date) -> Dokument {
    Bok { site, config, language, plan, om: site.plan(plan), dato }.dokument()
}

struct Bok<'a> {
    site: &'a Site,
    config: &'a Config,
    language: &'a Language,
    plan: PlanId,
    om: &'a Plan,
    dato: Date,
}

impl<'a> Bok<'a> {
    fn ord(&self, path: &str) -> String {
        self.language.word(path).to_owned()
    }

    /// A word of the page that shows the whole plan.
    fn her(&self, key: &str) -> String {
        self.ord(&format!("innsikt.hele_planen.{key}"))
    }

    fn kort(&self, dato: Dato) -> String {
        dates::format(&dato.iso(), Form::Short, self.language)
    }

    fn av_slag(&self, kind: Kind) -> Vec<ItemId> {
        self.site.register.of_plan(self.plan, kind).collect()
    }

    fn lenket(&self, item: ItemId) -> Linje {
        Linje::item(self.site.item(item).display(), item)
    }

    /// What a reference names, or its words.
    fn henvist(&self, to: &Ref) -> Linje {
        self.site.target(to).map_or_else(|| Linje::ord(&to.text), |item| self.lenket(item))
    }

    fn henviste(&self, felt: &Felt<Vec<Ref>>) -> Celle {
        if felt.is_blank() {
            return Celle::felt(felt, |_| Linje::ord(""));
        }
        Celle::linjer(felt.items().iter().map(|to| self.henvist(to)).collect())
    }

    /// A Markdown field in a cell.
    fn prosa(felt: &Felt<String>, sted: Span) -> Celle {
        Celle::felt(felt, |text| Linje::of(super::dokument::Innhold::Markdown { tekst: text.clone(), sted }))
    }

    fn grunnlag(belegg: &Belegg) -> Celle {
        if belegg.is_empty() { Celle::default() } else { Linje::ord("").belegg(Some(belegg)).into() }
    }

    fn kolonner(&self, paths: &[&str]) -> Vec<Kolonne> {
        paths.iter().map(|path| Kolonne::ord(self.ord(path))).collect()
    }

    fn dokument(self) -> Dokument {
        let org = &self.site.organisasjon(self.site.plan_org(self.plan)).navn;
        let mut seksjoner: Vec<Seksjon> = vec![self.om_planen(), self.visjon()];
        seksjoner.extend(self.maal());
        seksjoner.extend(self.strategier());
        seksjoner.extend(self.omraader());
        seksjoner.extend(self.loese_aktiviteter());
        seksjoner.extend(self.framdrift());
        seksjoner.extend(self.tiltak());
        seksjoner.extend(self.maalgrupper());
        seksjoner.extend(self.utfordringer());
        seksjoner.extend(self.virkemidler());
        seksjoner.extend(self.matriser());
        seksjoner.extend(self.organer());
        seksjoner.extend(self.finansiering());
        seksjoner.extend(self.indikatorer());
        seksjoner.extend(self.vurderinger());
        seksjoner.extend(self.forpliktelser());
        seksjoner.extend(self.vedtak());
        seksjoner.extend(self.kapitler());
        seksjoner.extend(self.kilder());
        Dokument {
            plan: self.plan,
            rapport: None,
            navn: slug(&self.om.tittel),
            slag: self.ord("meny.hele_planen"),
            tittel: self.om.tittel.clone(),
            kilde: self.om.rad.belegg.kilde.as_ref().and_then(|kilde| self.site.target(kilde)),
            organisasjon: org.clone(),
            plantittel: String::new(),
            spraak: self.language.code().to_owned(),
            per_dato: self.dato.to_string(),
            ingress: self.om.ingress.iter().cloned().collect(),
            fakta: self.fakta(org),
            seksjoner,
            besvart: Besvart::default(),
            kort: false,
        }
    }

    fn fakta(&self, org: &str) -> Vec<(String, Celle)> {
        let plan = self.om;
        let decision = |vedtak: &crate::domain::vedtak::Vedtak| {
            let dato = vedtak.dato.known()?;
            let by: Vec<String> =
                [&vedtak.organ, &vedtak.saksnr].into_iter().filter_map(|f| f.known().cloned()).collect();
            Some(Linje::ord(self.kort(*dato)).tillegg(by.join(", ")))
        };
        let decided: Vec<Linje> = plan.vedtak.iter().filter_map(decision).collect();
        vec![
            (self.ord("type.organisasjon"), Celle::ord(org)),
            (self.her("plantype"), Celle::liste_ord(&plan.plantype, self.language)),
            (self.her("planstatus"), Celle::liste_ord(&plan.planstatus, self.language)),
            (self.her("periode"), Celle::felt(&plan.periode, |p| Linje::ord(dates::period(p, self.language)))),
            (self.her("versjon"), Celle::tekst(&plan.versjon)),
            (self.her("vedtak"), Celle::linjer(decided)),
            (self.her("per_dato"), Celle::ord(self.kort(Dato::Dag(self.dato)))),
        ]
    }

    fn om_planen(&self) -> Seksjon {
        let plan = self.om;
        let mut section = Seksjon::new("om", self.her("om"));
        for (field, key) in [(&plan.beskrivelse, "beskrivelse"), (&plan.begrunnelse, "begrunnelse")] {
            let Some(text) = field.known() else { continue };
            if key == "begrunnelse" {
                section.blokker.push(Blokk::overskrift(key, self.her(key)));
            }
            section.blokker.push(Blokk::Tekst(Tekst {
                markdown: text.clone(),
                sted: plan.rad.places.field(key),
                belegg: field.belegg.as_deref().cloned(),
            }));
        }
        let mut list = |key: &str, lines: Vec<Linje>| {
            if !lines.is_empty() {
                section.blokker.push(Blokk::overskrift(key, self.her(key)));
                section.blokker.push(Blokk::Liste(lines.into_iter().map(Celle::from).collect()));
            }
        };
        list("brukes_til", plan.brukes_til.items().iter().map(Linje::ord).collect());
        let ground = |ground: &crate::domain::plan::Grunnlag| match (&ground.tekst, &ground.kilde) {
            (Some(text), _) => Linje::ord(text),
            (None, Some(source)) => self.henvist(source),
            (None, None) => Linje::ord(""),
        };
        list("bygger_paa", plan.bygger_paa.iter().map(ground).collect());
        let phase = |phase: &crate::domain::plan::Fase| {
            let time = phase.periode.known().map_or_else(String::new, |p| dates::period(p, self.language));
            let words =
                phase.tekst.as_ref().map_or_else(|| phase.navn.clone(), |text| format!("{}: {text}", phase.navn));
            Linje::ord(words).tillegg(time).belegg(Some(&phase.belegg))
        };
        list("faser", plan.faser.iter().map(phase).collect());
        if section.blokker.is_empty() {
            section.blokker.push(Blokk::Avsnitt(self.ord("grunn_forklart.tom")));
        }
        section
    }

    fn visjon(&self) -> Seksjon {
        let plan = self.om;
        let mut section = Seksjon::new("visjon", self.ord("type.visjon"));
        let cell = Celle::felt(&plan.visjon, |vision| Linje::ord(&vision.tekst));
        section.blokker.push(Blokk::Liste(vec![cell]));
        if let Some(why) = plan.visjon.known().and_then(|vision| vision.begrunnelse.clone()) {
            section.blokker.push(Blokk::Tekst(Tekst {
                markdown: why,
                sted: plan.rad.places.field("visjon"),
                belegg: None,
            }));
        }
        section
    }

    /// Goals as a table.
    fn maaltabell(&self, goals: &[(ItemId, &Maal)], id: &str, caption: String) -> Tabell {
        let columns = self.kolonner(&[
            "kolonne.maal",
            "innsikt.hele_planen.slag",
            "innsikt.hele_planen.maaltall",
            "innsikt.hele_planen.grunnlag",
        ]);
        let mut table = Tabell::new(id, caption, columns);
        for (item, goal) in goals {
            let mut name = vec![self.lenket(*item)];
            name.extend(goal.underpunkt.iter().map(|point| {
                let label = point.etikett.known().map_or_else(String::new, |label| format!("{label} "));
                Linje::ord(format!("{label}{}", point.tekst)).belegg(Some(&point.belegg))
            }));
            let target = if goal.maaltall.is_unstated() && goal.kind() != Kind::Resultatmaal {
                Celle::default()
            } else {
                Celle::felt(&goal.maaltall.verdi, |n| {
                    let due = goal.maaltall.frist.known().map_or_else(String::new, |d| self.kort(*d));
                    let unit = goal.maaltall.enhet.text();
                    Linje::ord(format!("{} {unit}", kostnad::tallord(*n, false, self.language)).trim_end()).tillegg(due)
                })
            };
            let kind = Celle::ord(self.ord(&format!("type.{}", goal.kind().key())));
            table.push("", vec![Celle { linjer: name }, kind, target, Self::grunnlag(&goal.rad.belegg)]);
        }
        table
    }

    /// The goals that the plan owns, or those of one area.
    fn maal_av(&self, owner: Option<&str>) -> Vec<(ItemId, &'a Maal)> {
        let site = self.site;
        let all = site.register.all_of_plan(self.plan);
        all.filter_map(|item| Some((item, site.maal(item)?))).filter(|(_, g)| g.eier.as_deref() == owner).collect()
    }

    fn maal(&self) -> Option<Seksjon> {
        let table = self.maaltabell(&self.maal_av(None), "tabell-maal", self.her("planens_maal"));
        seksjon_av("maal", self.ord("meny.maal"), table)
    }

    fn strategier(&self) -> Option<Seksjon> {
        let columns =
            self.kolonner(&["type.strategi", "innsikt.hele_planen.innhold_i", "kolonne.maal", "dokument.tall_merknad"]);
        let title = self.ord("meny.strategier");
        let mut table = Tabell::new("tabell-strategier", title.clone(), columns);
        for item in self.av_slag(Kind::Strategi) {
            let Some(one) = self.site.strategi(item) else { continue };
            let text = Self::prosa(&one.tekst, one.rad.places.field("tekst"));
            let cells =
                vec![self.lenket(item).into(), text, self.henviste(&one.gjelder), Self::grunnlag(&one.rad.belegg)];
            table.push("", cells);
        }
        seksjon_av("strategier", title, table)
    }

    /// Each area with its goals and its activities.
    fn omraader(&self) -> Vec<Seksjon> {
        let mut sections = Vec::new();
        for item in self.av_slag(Kind::Satsingsomraade) {
            let Some(area) = self.site.satsingsomraade(item) else { continue };
            let key = &area.rad.id;
            let mut section = Seksjon::new(format!("omraade-{key}"), self.site.item(item).display());
            section.liggende = true;
            if let Some(text) = &area.beskrivelse {
                section.blokker.push(Blokk::Tekst(Tekst {
                    markdown: text.clone(),
                    sted: area.rad.places.field("beskrivelse"),
                    belegg: None,
                }));
            }
            let goals = self.maal_av(Some(key));
            if !goals.is_empty() {
                let caption = self.language.fill("innsikt.hele_planen.omraadets_maal", &[("navn", &area.navn)]);
                section.blokker.push(Blokk::Tabell(self.maaltabell(&goals, &format!("tabell-maal-{key}"), caption)));
            }
            let activities = kobling::aktiviteter(self.site, item);
            section.blokker.push(self.aktiviteter(&activities, &format!("tabell-omraade-{key}"), area.navn.clone()));
            sections.push(section);
        }
        sections
    }

    fn loese_aktiviteter(&self) -> Option<Seksjon> {
        let loose = kobling::uten_omraade(self.site, self.plan);
        if loose.is_empty() {
            return None;
        }
        let none = self.av_slag(Kind::Satsingsomraade).is_empty();
        let title = self.ord(if none { "aktivitetsplan.alle" } else { "aktivitetsplan.uten_omraade" });
        let block = self.aktiviteter(&loose, "tabell-uten-omraade", title.clone());
        Some(Seksjon { liggende: true, blokker: vec![block], ..Seksjon::new("uten-omraade", title) })
    }

    /// The aktivitetsplan as printed, with the status as of the date.
    fn aktiviteter(&self, items: &[ItemId], id: &str, caption: String) -> Blokk {
        if items.is_empty() {
            return Blokk::Avsnitt(self.ord("aktivitetsplan.ingen"));
        }
        let columns = self.kolonner(&[
            "kolonne.aktivitet",
            "kolonne.forventet_resultat",
            "kolonne.kostnad_og_finansiering",
            "kolonne.tidsramme",
            "kolonne.samarbeid",
            "kolonne.ansvarlig",
            "kolonne.status",
        ]);
        let mut table = Tabell::new(id, caption, columns);
        for item in items {
            let Some(one) = self.site.aktivitet(*item) else { continue };
            let mut name = vec![self.lenket(*item).belegg(Some(&one.rad.belegg))];
            name.extend(one.deler.iter().map(Linje::ord));
            let results = if one.forventet_resultat.is_blank() {
                Celle::felt(&one.forventet_resultat, |_| Linje::ord(""))
            } else {
                Celle::linjer(one.forventet_resultat.items().iter().map(Linje::ord).collect())
            };
            let partners = if one.samarbeid.is_blank() {
                Celle::felt(&one.samarbeid, |_| Linje::ord(""))
            } else {
                let line = |p: &crate::domain::aktivitet::Samarbeid| {
                    Linje::ord(&p.tekst).tillegg(p.merknad.clone().unwrap_or_default())
                };
                Celle::linjer(one.samarbeid.items().iter().map(line).collect())
            };
            table.push(
                "",
                vec![
                    Celle { linjer: name },
                    results,
                    super::rapport::oekonomi(one, self.language),
                    Celle::felt(&one.tid, |tid| Linje::ord(kostnad::tidsord(tid, self.language))),
                    partners,
                    Celle::felt(&one.ansvarlig, |to| self.henvist(to)),
                    self.status(*item),
                ],
            );
        }
        Blokk::Tabell(table)
    }

    /// Is it part of the plan on the date? Other rows are shown, but have no status and are in no count.
    fn gjelder(&self, item: ItemId) -> bool {
        av_item(self.site, item, self.dato) == Gyldighet::Gjelder
    }

    /// The key of what a reader should see of an item's status.
    fn statusnoekkel(&self, item: ItemId) -> String {
        match av_item(self.site, item, self.dato) {
            Gyldighet::Gjelder => tilstand(self.site, self.config, self.dato, item).key(),
            outside => outside.key().to_owned(),
        }
    }

    fn status(&self, item: ItemId) -> Celle {
        if !self.gjelder(item) {
            return Linje::of(super::dokument::Innhold::Status(self.statusnoekkel(item))).into();
        }
        let state = tilstand(self.site, self.config, self.dato, item);
        let per = state.per.map_or_else(String::new, |dato| self.kort(dato));
        Linje::of(super::dokument::Innhold::Status(state.key())).tillegg(per).into()
    }

    fn kapitler(&self) -> Vec<Seksjon> {
        let mut items = self.av_slag(Kind::Artikkel);
        let place =
            |item: &ItemId| self.site.artikkel(*item).and_then(|page| page.rekkefoelge).unwrap_or(f64::INFINITY);
        items.sort_by(|a, b| {
            place(a)
                .total_cmp(&place(b))
                .then_with(|| crate::language::collation::compare(&self.site.item(*a).title, &self.site.item(*b).title))
        });
        let section = |(at, item): (usize, ItemId)| {
            let page = self.site.artikkel(item)?;
            Some(Seksjon {
                ingress: page.ingress.clone().unwrap_or_default(),
                blokker: vec![Blokk::Kapittel(item)],
                ..Seksjon::new(format!("kapittel-{}", at + 1), page.tittel.clone())
            })
        };
        items.into_iter().enumerate().filter_map(section).collect()
    }

    /// Every source that the plan or anything in it cites.
    fn kilder(&self) -> Option<Seksjon> {
        let site = self.site;
        let own = site.register.plan_item(self.plan);
        let mut cited: Vec<ItemId> = site
            .register
            .all_of_plan(self.plan)
            .chain([own])
            .flat_map(|i| site.graph.targets(i, Relasjon::Kilde))
            .collect();
        cited.sort_unstable();
        cited.dedup();
        let line = |item: ItemId| {
            let source = site.kilde(item)?;
            let more =
                [source.utgiver.known().cloned(), source.aar.known().map(|d| self.kort(*d)), source.lenke.clone()];
            let more: Vec<String> = more.into_iter().flatten().collect();
            Some(Celle::from(Linje::item(&source.tittel, item).tillegg(more.join(", "))))
        };
        let lines: Vec<Celle> = cited.into_iter().filter_map(line).collect();
        let section =
            Seksjon { blokker: vec![Blokk::Liste(lines.clone())], ..Seksjon::new("kilder", self.ord("meny.kilder")) };
        (!lines.is_empty()).then_some(section)
    }
}

fn seksjon_av(id: &str, title: String, table: Tabell) -> Option<Seksjon> {
    let empty = table.rader.is_empty();
    let section = Seksjon { blokker: vec![Blokk::Tabell(table)], ..Seksjon::new(id, title) };
    (!empty).then_some(section)
}
