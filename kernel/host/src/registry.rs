//! The plugins that are loaded, ready to be called.

use crate::call::Cx;
use crate::entry::Exports;
use crate::hook::Hooks;
use crate::inspect::Inspection;
use crate::manifest::{AuthorityOf, Collection, Manifest, PluginRoute};
use crate::stats::Stats;
use crate::told::tell_denial;
use crate::words::permission_key;
use crate::{tape, trampoline};
use arc_swap::ArcSwap;
use ombud_access::{Denial, Permission, PluginId};
use ombud_texts::Language;
use std::collections::BTreeMap;
use std::sync::{Arc, Weak};
use wasmtime::Engine;
use wasmtime::component::{Component, ComponentExportIndex, InstancePre, Linker};

/// All loaded plugins, by id. Replaced as a whole when one comes or goes.
#[derive(Default, Clone)]
pub(crate) struct Registry {
    plugins: BTreeMap<String, Arc<Loaded>>,
    hooks: Hooks,
    /// Where the plugins of any moment are.
    current: Weak<ArcSwap<Registry>>,
}

impl Registry {
    pub fn get(&self, id: &str) -> Option<&Arc<Loaded>> {
        self.plugins.get(id)
    }

    pub fn all(&self) -> impl Iterator<Item = &Arc<Loaded>> {
        self.plugins.values()
    }

    /// Without any, in a place where others will follow it.
    pub fn place() -> Arc<ArcSwap<Registry>> {
        let place = Arc::<ArcSwap<Registry>>::default();
        place.store(Arc::new(Registry::of(BTreeMap::new(), Arc::downgrade(&place))));
        place
    }

    /// The plugins as they are now, if this one has brought its records into another form since these.
    pub fn migrated_since(&self, plugin: &Loaded) -> Option<Arc<Registry>> {
        let current = self.current.upgrade()?.load_full();
        let schema = |plugin: &Loaded| plugin.manifest().plugin.schema;
        let migrated =
            current.get(plugin.id().as_str()).is_some_and(|newest| schema(newest) != schema(plugin));
        migrated.then_some(current)
    }

    fn of(plugins: BTreeMap<String, Arc<Loaded>>, current: Weak<ArcSwap<Registry>>) -> Registry {
        // What cannot be put in order is not let in; from before that was so, nobody is asked.
        let hooks = Hooks::of(plugins.values()).unwrap_or_else(|error| {
            tracing::error!(error, "no hooks are asked");
            Hooks::default()
        });
        Registry { plugins, hooks, current }
    }

    /// What plugins say before changes.
    pub fn hooks(&self) -> &Hooks {
        &self.hooks
    }

    /// The title of a permission and what it means, in the words of whoever declares it.
    pub fn words_of(&self, language: Language, permission: &Permission) -> (String, String) {
        let key = permission_key(permission.name.as_str());
        let texts = match permission.name.plugin() {
            "kernel" => Some(ombud_texts::kernel()),
            plugin => self.get(plugin).map(|plugin| &*plugin.inspection.texts),
        };
        let say = |key: &str, plain: &str| match texts {
            Some(texts) => texts.say(language, key, &[], Some(plain)).text,
            None => plain.to_owned(),
        };
        (say(&key, &permission.title), say(&format!("{key}.description"), &permission.description))
    }

    /// A refusal in this language; none where it is in English alone.
    pub fn told(&self, language: Language, denial: &Denial) -> Option<String> {
        tell_denial(language, denial, |permission| self.words_of(language, permission).0)
    }

    /// With one more, or one replaced.
    pub fn with(&self, plugin: Arc<Loaded>) -> Registry {
        let mut plugins = self.plugins.clone();
        plugins.insert(plugin.id().to_string(), plugin);
        Registry::of(plugins, self.current.clone())
    }

    /// With one less.
    pub fn without(&self, id: &PluginId) -> Registry {
        let mut plugins = self.plugins.clone();
        plugins.remove(id.as_str());
        Registry::of(plugins, self.current.clone())
    }

    /// The plugin that exports an interface to others.
    pub fn provider(&self, interface: &str) -> Option<(&Arc<Loaded>, &Provided)> {
        self.plugins.values().find_map(|p| p.provides.get(interface).map(|provided| (p, provided)))
    }

    /// The declaration of a collection, by its full name, and whose it is.
    pub fn collection(&self, full_name: &str) -> Option<(&Arc<Loaded>, &Collection)> {
        let plugin = self.plugins.get(full_name.split_once(':')?.0)?;
        Some((plugin, plugin.manifest().collection(full_name)?))
    }

    /// The permissions that read records of collections, each for each of them.
    pub fn read_permissions(&self) -> Vec<String> {
        let collections = self.plugins.values().flat_map(|plugin| &plugin.manifest().collections);
        collections.filter_map(|rules| rules.read.as_ref()).map(ToString::to_string).collect()
    }

    /// The collections whose records this permission is about: it reads, changes, deletes or moves them. Not those
    /// whose records belong to others, which are reached with them.
    pub fn collections_under(&self, permission: &str) -> Vec<String> {
        self.plugins
            .values()
            .flat_map(|plugin| plugin.manifest().collections.iter().map(move |rules| (plugin.id(), rules)))
            .filter(|(_, rules)| rules.parent.is_none() && !rules.private && rules.is_about(permission))
            .map(|(plugin, rules)| format!("{plugin}:{}", rules.name))
            .collect()
    }
}

/// One version of a plugin, compiled and linked.
pub(crate) struct Loaded {
    pub inspection: Inspection,
    pub component: Component,
    pub pre: InstancePre<Cx>,
    /// Functions that it offers to other plugins, by interface.
    pub provides: BTreeMap<String, Provided>,
    pub exports: Exports,
    pub stats: Arc<Stats>,
    /// The files of its frames, by their path below `ui/`.
    pub files: BTreeMap<String, Arc<[u8]>>,
}

/// An interface that a plugin offers to others.
pub(crate) struct Provided {
    /// What the caller's mandate must hold.
    pub permission: String,
    pub authority: AuthorityOf,
    /// Belongs to this component version and no other.
    pub functions: BTreeMap<String, ComponentExportIndex>,
}

impl Loaded {
    /// Links a compiled component. `others` are the plugins whose interfaces
    /// it may import; an interface that none of them has links all the same,
    /// and its functions answer `unavailable`.
    pub fn link(
        engine: &Engine,
        inspection: Inspection,
        component: Component,
        others: &Registry,
        stats: Arc<Stats>,
    ) -> wasmtime::Result<Loaded> {
        let mut linker = Linker::<Cx>::new(engine);
        tape::link(&mut linker)?;
        for interface in inspection.imports.iter().filter(|i| !i.starts_with("ombud:kernel/")) {
            trampoline::link(&mut linker, engine, &component, interface, others)?;
        }
        let pre = linker.instantiate_pre(&component)?;
        let mut provides = BTreeMap::new();
        for export in &inspection.manifest.exports {
            let functions = trampoline::exported_functions(engine, &component, &export.interface)?;
            provides.insert(
                export.interface.clone(),
                Provided {
                    permission: export.permission.to_string(),
                    authority: export.authority,
                    functions,
                },
            );
        }
        let files = BTreeMap::new();
        Ok(Loaded { exports: Exports::of(&pre), inspection, component, pre, provides, stats, files })
    }

    pub fn manifest(&self) -> &Manifest {
        &self.inspection.manifest
    }

    pub fn id(&self) -> &PluginId {
        self.manifest().id()
    }

    /// Whether it asks to hear of events.
    pub fn reacts(&self) -> bool {
        self.exports.reactions.is_some() && !self.manifest().reactions.is_empty()
    }

    /// Whether it does anything when nobody asks.
    pub fn works_unasked(&self) -> bool {
        self.reacts() || self.exports.alarms.is_some()
    }

    /// The route for a request, the most literal first; or whether the path
    /// is known under other methods.
    pub fn route(&self, method: &str, path: &str) -> Result<&PluginRoute, Vec<&str>> {
        let method = if method == "HEAD" { "GET" } else { method };
        let mut found: Vec<_> = self.manifest().routes.iter().filter(|r| r.path.matches(path)).collect();
        found.sort_by_key(|r| r.path.rank());
        match found.iter().find(|r| r.method == method) {
            Some(route) => Ok(route),
            None => Err(found.iter().map(|r| r.method.as_str()).collect()),
        }
    }
}
