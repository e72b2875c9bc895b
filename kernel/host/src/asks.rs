//! What a plugin asks for, in the order in which an administrator should look at it.

use crate::manifest::{AuthorityOf, Manifest, Phase, Point};
use ombud_access::{Scopes, Snapshot};
use serde::Serialize;

/// How much harm could come of agreeing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Risk {
    /// It cannot be undone, gives much away, or reaches people outside.
    High,
    /// It sees or changes what belongs to others, or acts with rights that the person in front of it may not have.
    Medium,
    /// It touches nothing but what is its own.
    Low,
}

/// The kind of thing that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A permission of somebody else, held by the plugin.
    Permission,
    /// A machine that it sends requests to.
    Host,
    /// Something that administrators tell the kernel for it.
    Secret,
    /// A path that anybody may enter.
    OpenPath,
    /// A page that may stand in pages of other sites.
    FramedPath,
    /// A path or an interface in which the plugin's own rights decide, whoever asks.
    OwnRights,
    /// A say before a change is committed.
    Hook,
    /// Something that it adds to pages of others.
    Contribution,
    /// A page with scripts of its own, in a closed frame.
    Frame,
    /// A permission of its own, for a role.
    Suggestion,
    /// To hear of an event.
    Reaction,
    /// An interface of the kernel or of another plugin.
    Interface,
}

/// One thing that a plugin asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ask {
    /// How much harm could come of it.
    pub risk: Risk,
    /// Its kind.
    pub what: What,
    /// Which one: `tickets:ticket.reply`, `GET /help`, `agent: tickets:ticket.read`.
    pub name: String,
    /// On whose records, where that is a question.
    pub scopes: Option<Scopes>,
    /// What it is, in words.
    pub title: String,
    /// Why the author says that it is needed.
    pub why: String,
}

impl Ask {
    /// Whether it was part of what was asked for before.
    fn is_in(&self, before: &[Ask]) -> bool {
        before.iter().any(|known| {
            let wide_enough = match (known.scopes, self.scopes) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(known), Some(new)) => known.covers(new),
            };
            // What became riskier meanwhile is asked anew.
            (known.what, &known.name) == (self.what, &self.name) && known.risk <= self.risk && wide_enough
        })
    }
}

/// What one version asks for beyond another.
pub(crate) fn beyond(asks: &[Ask], before: &[Ask]) -> Vec<Ask> {
    asks.iter().filter(|ask| !ask.is_in(before)).cloned().collect()
}

/// Everything that a manifest asks for, the riskiest first. What the permissions mean is taken from this policy; one that
/// nobody declares may mean anything.
pub(crate) fn asks(manifest: &Manifest, policy: &Snapshot) -> Vec<Ask> {
    let mut asks = Vec::new();
    for need in &manifest.needs {
        let known = policy.declared(need.permission.as_str());
        let grave = known.is_none_or(|known| {
            known.flags.dangerous || known.flags.contacts_customer || known.flags.owner_only
        });
        asks.push(Ask {
            risk: if grave { Risk::High } else { Risk::Medium },
            what: What::Permission,
            name: need.permission.to_string(),
            scopes: Some(need.scopes),
            title: known.map_or_else(
                || "A permission that no plugin brings yet".to_owned(),
                |known| known.title.clone(),
            ),
            why: need.why.clone(),
        });
    }
    for rule in &manifest.hosts {
        asks.push(Ask {
            risk: Risk::High,
            what: What::Host,
            name: rule.told(),
            scopes: None,
            title: "Can send there what it may read".to_owned(),
            why: rule.why.clone(),
        });
    }
    for secret in &manifest.secrets {
        asks.push(Ask {
            risk: Risk::Medium,
            what: What::Secret,
            name: format!("{} for {}", secret.name, secret.hosts.join(", ")),
            scopes: None,
            title: "Is sent along, and never shown to it".to_owned(),
            why: secret.why.clone(),
        });
    }
    for route in &manifest.routes {
        let name = format!("{} /{}{}", route.method, manifest.id(), route.path);
        let own = route.authority == AuthorityOf::Own;
        let plain = |what, risk, name: String, why: &str| Ask {
            risk,
            what,
            name,
            scopes: None,
            title: route.title.clone(),
            why: why.to_owned(),
        };
        if let Some(why) = &route.open {
            let risk = if own { Risk::High } else { Risk::Medium };
            asks.push(plain(What::OpenPath, risk, name.clone(), why));
        }
        if let Some(why) = &route.framed {
            asks.push(Ask {
                title: "Can stand in pages of other sites; nobody is signed in there".to_owned(),
                ..plain(What::FramedPath, Risk::Low, name.clone(), why)
            });
        }
        if own {
            asks.push(plain(What::OwnRights, Risk::Medium, name, "its own rights decide there"));
        }
    }
    for export in manifest.exports.iter().filter(|export| export.authority == AuthorityOf::Own) {
        asks.push(Ask {
            risk: Risk::Medium,
            what: What::OwnRights,
            name: export.interface.clone(),
            scopes: None,
            title: format!("Answers other plugins that hold `{}`", export.permission),
            why: "its own rights decide there".to_owned(),
        });
    }
    for suggestion in &manifest.suggests {
        let own = manifest.permissions.iter().find(|own| own.name == suggestion.permission);
        let grave = own.is_some_and(|own| {
            own.flags.contains(&crate::manifest::Flag::Dangerous)
                || own.flags.contains(&crate::manifest::Flag::ContactsCustomer)
        });
        asks.push(Ask {
            risk: if grave { Risk::Medium } else { Risk::Low },
            what: What::Suggestion,
            name: format!("{}: {}", suggestion.role, suggestion.permission),
            scopes: Some(suggestion.scopes),
            title: own.map_or_else(String::new, |own| own.title.clone()),
            why: format!("for whoever has the role `{}`", suggestion.role),
        });
    }
    for hook in &manifest.hooks {
        let own = hook.on.split_once(':').is_some_and(|(plugin, _)| plugin == manifest.id().as_str());
        let verbs: Vec<_> = hook.verbs.iter().map(|verb| format!("{verb:?}").to_lowercase()).collect();
        let fields: Vec<_> = hook.amends.iter().map(String::as_str).collect();
        let verbs = match hook.phase {
            Phase::Validate => verbs.join(", "),
            Phase::Transform => format!("{}: {}", verbs.join(", "), fields.join(", ")),
        };
        asks.push(Ask {
            risk: if own { Risk::Low } else { Risk::Medium },
            what: What::Hook,
            name: format!("{} ({verbs})", hook.on),
            scopes: None,
            title: match hook.phase {
                Phase::Validate => "Can refuse it".to_owned(),
                Phase::Transform => "Can refuse it, and change these fields".to_owned(),
            },
            why: hook.why.clone(),
        });
    }
    for contribution in &manifest.contributions {
        asks.push(Ask {
            risk: Risk::Low,
            what: What::Contribution,
            name: contribution.name.clone(),
            scopes: None,
            title: match contribution.point {
                Point::Navigation => format!("A link “{}” on each page", contribution.title),
                Point::Search => "The field for a search on each page".to_owned(),
                Point::TicketBadge => "A few words beside the title of tickets".to_owned(),
                Point::TicketPanel => format!("A box “{}” beside tickets", contribution.title),
                Point::TicketAction => {
                    format!("A link “{}” beside what can be done with tickets", contribution.title)
                }
                Point::Composer => {
                    format!(
                        "A button “{}” that puts a text into what one writes in tickets",
                        contribution.title
                    )
                }
                Point::ChatPanel => format!("A box “{}” beside chats", contribution.title),
                Point::InboxColumn => format!("A column “{}” in lists of tickets", contribution.title),
            },
            why: contribution.why.clone(),
        });
    }
    for frame in &manifest.frames {
        asks.push(Ask {
            // Closed off from the desk and the network; what a person types there goes to this plugin alone.
            risk: Risk::Medium,
            what: What::Frame,
            name: frame.name.clone(),
            scopes: None,
            title: format!("Scripts of its own in a closed frame, “{}”", frame.title),
            why: frame.why.clone(),
        });
    }
    for reaction in &manifest.reactions {
        let own = reaction.to.split_once(':').is_some_and(|(plugin, _)| plugin == manifest.id().as_str());
        asks.push(Ask {
            risk: if own { Risk::Low } else { Risk::Medium },
            what: What::Reaction,
            name: reaction.to.clone(),
            scopes: None,
            title: "Hears of it, as far as it may read the record".to_owned(),
            why: reaction.why.clone(),
        });
    }
    for import in &manifest.imports {
        asks.push(Ask {
            // Being linked gives no right: what is done through it is checked each time.
            risk: Risk::Low,
            what: What::Interface,
            name: import.interface.clone(),
            scopes: None,
            title: "Can be called, as far as the rights go".to_owned(),
            why: import.why.clone(),
        });
    }
    asks.sort_by(|a, b| (a.risk, a.what, &a.name).cmp(&(b.risk, b.what, &b.name)));
    asks
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_access::{Flags, Permission, PermissionName, Policy};

    fn policy() -> Snapshot {
        let permission = |name: &str, flags| Permission {
            name: PermissionName::parse(name).unwrap(),
            title: name.to_owned(),
            description: String::new(),
            scopes: Scopes::ALL | Scopes::ASSIGNED,
            flags,
        };
        let contacts = Flags { contacts_customer: true, ..Flags::default() };
        let permissions = vec![
            permission("tickets:ticket.read", Flags::default()),
            permission("tickets:ticket.reply", contacts),
        ];
        Snapshot::compile(Policy { permissions, ..Policy::default() }).unwrap()
    }

    fn manifest(more: &str) -> Manifest {
        let toml = format!(
            "[plugin]\nid = \"plain\"\ntitle = \"P\"\nsummary = \"S.\"\nversion = \"0.1.0\"\nkernel = \"1.0\"\n{more}"
        );
        Manifest::from_toml(&toml).unwrap()
    }

    fn need(permission: &str, scopes: &str) -> String {
        format!("[[needs]]\npermission = \"{permission}\"\nscopes = [{scopes}]\nwhy = \"w\"\n")
    }

    #[test]
    fn the_riskiest_comes_first_and_what_nobody_knows_is_risky() {
        let all = need("tickets:ticket.read", "\"all\"")
            + &need("tickets:ticket.reply", "\"all\"")
            + &need("nobody:knows.it", "\"all\"")
            + "[[imports]]\ninterface = \"ombud:kernel/context@1.0.0\"\nwhy = \"time\"\n";
        let asks = asks(&manifest(&all), &policy());
        let seen: Vec<_> = asks.iter().map(|ask| (ask.risk, ask.name.as_str())).collect();
        assert_eq!(
            seen,
            [
                (Risk::High, "nobody:knows.it"),
                (Risk::High, "tickets:ticket.reply"),
                (Risk::Medium, "tickets:ticket.read"),
                (Risk::Low, "ombud:kernel/context@1.0.0"),
            ]
        );
    }

    #[test]
    fn a_page_for_other_sites_is_shown_and_asks_for_nobody() {
        let route = |more: &str| {
            let route = format!(
                "{}\n[[routes]]\nmethod = \"GET\"\npath = \"/widget\"\ntitle = \"T\"\n{more}",
                "[plugin]\nid = \"plain\"\ntitle = \"P\"\nsummary = \"S.\"\nversion = \"0.1.0\"\nkernel = \"1.0\"\n"
            );
            Manifest::from_toml(&route)
        };
        let framed = route("open = \"anybody\"\nframed = \"stands in shops\"").unwrap();
        let asks = asks(&framed, &policy());
        let ask = asks.iter().find(|ask| ask.what == What::FramedPath).unwrap();
        assert_eq!((ask.name.as_str(), ask.why.as_str()), ("GET /plain/widget", "stands in shops"));
        for wrong in ["needs = \"plain:a.b\"\nframed = \"why\"", "open = \"why\"\nframed = \" \""] {
            assert!(route(wrong).unwrap_err().contains("framed"), "{wrong}");
        }
    }

    #[test]
    fn an_upgrade_shows_what_is_new_or_wider_and_nothing_else() {
        let of = |more: &str| asks(&manifest(more), &policy());
        let narrow = of(&need("tickets:ticket.read", "\"assigned\""));
        let wide = of(&need("tickets:ticket.read", "\"all\""));
        assert_eq!(beyond(&wide, &narrow), wide);
        assert_eq!(beyond(&narrow, &wide), []);
        assert_eq!(beyond(&wide, &wide), []);
        let open = |authority: &str| {
            of(&format!(
                "[[routes]]\nmethod = \"GET\"\npath = \"/a\"\nopen = \"why\"\ntitle = \"T\"\nauthority = \"{authority}\"\n"
            ))
        };
        let (own, caller) = (open("own"), open("caller"));
        assert_eq!(beyond(&own, &caller), own, "the same path is riskier with its own rights");
    }
}
