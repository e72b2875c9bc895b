//! The generated side of `wit/`. Authors use the types re-exported by the crate, never this module.
//!
//! Several worlds, because `export!` emits all exports of one world: what every plugin exports, and one more
//! for each interface that only some export. `with` and
//! `merge_structurally_equal_types` make them share one set of Rust types, so that what a plugin provides
//! and what others import is the same `Ticket`.

#![allow(missing_docs, clippy::all, unused_qualifications, unsafe_code, reason = "generated from wit/")]

pub mod plugin {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/desk"],
        inline: "
            package ombud:sdk;
            world plugin {
                include ombud:kernel/plugin@1.0.0;
                include ombud:desk/desk@1.0.0;
            }
        ",
        world: "ombud:sdk/plugin",
        generate_all,
        pub_export_macro: true,
        export_macro_name: "export_plugin",
        default_bindings_module: "::ombud_plugin::bindings::plugin",
        additional_derives: [PartialEq, serde::Serialize, serde::Deserialize],
        additional_derives_ignore: [
            "audience", "verb", "status", "priority", "message-kind", "relation-kind", "sort", "mode",
        ],
    });
}

/// What came with 1.1; only imports.
pub mod administering {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/kernel-1.1"],
        world: "ombud:kernel/administration@1.1.0",
        with: { "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types },
        generate_all,
        additional_derives: [PartialEq, serde::Serialize, serde::Deserialize],
        additional_derives_ignore: ["scope"],
    });
}

pub mod searching {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/kernel-1.1"],
        world: "ombud:kernel/searching@1.1.0",
        with: { "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types },
        generate_all,
        additional_derives: [PartialEq, serde::Serialize, serde::Deserialize],
    });
}

pub mod migrating {
    wit_bindgen::generate!({
        path: ["../../wit/kernel"],
        world: "ombud:kernel/migrating",
        with: { "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types },
        pub_export_macro: true,
        export_macro_name: "export_migrations",
        default_bindings_module: "::ombud_plugin::bindings::migrating",
    });
}

pub mod hooked {
    wit_bindgen::generate!({
        path: ["../../wit/kernel"],
        world: "ombud:kernel/hooked",
        with: {
            "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types,
            "ombud:kernel/changes@1.0.0": crate::bindings::plugin::ombud::kernel::changes,
        },
        pub_export_macro: true,
        export_macro_name: "export_hooks",
        default_bindings_module: "::ombud_plugin::bindings::hooked",
        additional_derives: [PartialEq],
    });
}

pub mod sending {
    wit_bindgen::generate!({
        path: ["../../wit/kernel"],
        world: "ombud:kernel/sending",
        with: { "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types },
        pub_export_macro: true,
        export_macro_name: "export_outcomes",
        default_bindings_module: "::ombud_plugin::bindings::sending",
        additional_derives: [PartialEq, Clone],
    });
}

pub mod contributing {
    wit_bindgen::generate!({
        path: ["../../wit/kernel"],
        world: "ombud:kernel/contributing",
        with: { "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types },
        pub_export_macro: true,
        export_macro_name: "export_contributions",
        default_bindings_module: "::ombud_plugin::bindings::contributing",
    });
}

pub mod drawing {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/kernel-1.1"],
        world: "ombud:kernel/adding-columns@1.1.0",
        with: { "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types },
        pub_export_macro: true,
        export_macro_name: "export_columns",
        default_bindings_module: "::ombud_plugin::bindings::drawing",
    });
}

pub mod posting {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/kernel-1.1"],
        world: "ombud:kernel/posting@1.1.0",
        with: {
            "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types,
            "ombud:kernel/post@1.1.0": crate::bindings::administering::ombud::kernel1_1_0::post,
        },
        pub_export_macro: true,
        export_macro_name: "export_deliveries",
        default_bindings_module: "::ombud_plugin::bindings::posting",
        additional_derives: [PartialEq, Clone],
    });
}

pub mod tickets_provider {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/desk", "../../wit/desk-1.1"],
        inline: "
            package ombud:sdk;
            world tickets-provider {
                import ombud:desk/tickets@1.0.0;
                import ombud:desk/queues@1.1.0;
                import ombud:desk/definitions@1.1.0;
                import ombud:desk/outbox@1.1.0;
                import ombud:desk/mentions@1.1.0;
                import ombud:desk/merging@1.1.0;
                export ombud:desk/tickets@1.0.0;
                export ombud:desk/queues@1.1.0;
                export ombud:desk/definitions@1.1.0;
                export ombud:desk/outbox@1.1.0;
                export ombud:desk/mentions@1.1.0;
                export ombud:desk/merging@1.1.0;
            }
        ",
        world: "ombud:sdk/tickets-provider",
        merge_structurally_equal_types: true,
        with: {
            "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types,
            "ombud:desk/tickets@1.0.0": crate::bindings::plugin::ombud::desk::tickets,
            "ombud:desk/queues@1.1.0": crate::bindings::queues::ombud::desk1_1_0::queues,
            "ombud:desk/definitions@1.1.0": crate::bindings::queues::ombud::desk1_1_0::definitions,
            "ombud:desk/outbox@1.1.0": crate::bindings::queues::ombud::desk1_1_0::outbox,
            "ombud:desk/mentions@1.1.0": crate::bindings::queues::ombud::desk1_1_0::mentions,
            "ombud:desk/merging@1.1.0": crate::bindings::queues::ombud::desk1_1_0::merging,
        },
        pub_export_macro: true,
        export_macro_name: "export_tickets",
        default_bindings_module: "::ombud_plugin::bindings::tickets_provider",
    });
}

pub mod availability_provider {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/desk", "../../wit/desk-1.1"],
        inline: "
            package ombud:sdk;
            world availability-provider {
                import ombud:desk/abilities@1.1.0;
                import ombud:desk/availability@1.1.0;
                export ombud:desk/abilities@1.1.0;
                export ombud:desk/availability@1.1.0;
            }
        ",
        world: "ombud:sdk/availability-provider",
        merge_structurally_equal_types: true,
        with: {
            "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types,
            "ombud:desk/abilities@1.1.0": crate::bindings::queues::ombud::desk1_1_0::abilities,
            "ombud:desk/availability@1.1.0": crate::bindings::queues::ombud::desk1_1_0::availability,
        },
        pub_export_macro: true,
        export_macro_name: "export_availability",
        default_bindings_module: "::ombud_plugin::bindings::availability_provider",
    });
}

pub mod calendar_provider {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/desk", "../../wit/desk-1.1"],
        inline: "
            package ombud:sdk;
            world calendar-provider {
                import ombud:desk/calendar@1.1.0;
                export ombud:desk/calendar@1.1.0;
            }
        ",
        world: "ombud:sdk/calendar-provider",
        merge_structurally_equal_types: true,
        with: {
            "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types,
            "ombud:desk/calendar@1.1.0": crate::bindings::queues::ombud::desk1_1_0::calendar,
        },
        pub_export_macro: true,
        export_macro_name: "export_calendar",
        default_bindings_module: "::ombud_plugin::bindings::calendar_provider",
    });
}

pub mod csat_provider {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/desk", "../../wit/desk-1.1"],
        inline: "
            package ombud:sdk;
            world csat-provider {
                import ombud:desk/ratings@1.1.0;
                import ombud:desk/voting@1.1.0;
                export ombud:desk/ratings@1.1.0;
                export ombud:desk/voting@1.1.0;
            }
        ",
        world: "ombud:sdk/csat-provider",
        merge_structurally_equal_types: true,
        with: {
            "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types,
            "ombud:desk/ratings@1.1.0": crate::bindings::queues::ombud::desk1_1_0::ratings,
            "ombud:desk/voting@1.1.0": crate::bindings::queues::ombud::desk1_1_0::voting,
        },
        pub_export_macro: true,
        export_macro_name: "export_csat",
        default_bindings_module: "::ombud_plugin::bindings::csat_provider",
    });
}

pub mod chats_provider {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/desk", "../../wit/desk-1.1"],
        inline: "
            package ombud:sdk;
            world chats-provider {
                import ombud:desk/chats@1.1.0;
                export ombud:desk/chats@1.1.0;
            }
        ",
        world: "ombud:sdk/chats-provider",
        merge_structurally_equal_types: true,
        with: {
            "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types,
            "ombud:desk/chats@1.1.0": crate::bindings::queues::ombud::desk1_1_0::chats,
        },
        pub_export_macro: true,
        export_macro_name: "export_chats",
        default_bindings_module: "::ombud_plugin::bindings::chats_provider",
    });
}

pub mod schedule_provider {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/desk", "../../wit/desk-1.1"],
        inline: "
            package ombud:sdk;
            world schedule-provider {
                import ombud:desk/schedule@1.1.0;
                import ombud:desk/shifts@1.1.0;
                export ombud:desk/schedule@1.1.0;
                export ombud:desk/shifts@1.1.0;
            }
        ",
        world: "ombud:sdk/schedule-provider",
        merge_structurally_equal_types: true,
        with: {
            "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types,
            "ombud:desk/schedule@1.1.0": crate::bindings::queues::ombud::desk1_1_0::schedule,
            "ombud:desk/shifts@1.1.0": crate::bindings::queues::ombud::desk1_1_0::shifts,
        },
        pub_export_macro: true,
        export_macro_name: "export_schedule",
        default_bindings_module: "::ombud_plugin::bindings::schedule_provider",
    });
}

pub mod sla_provider {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/desk", "../../wit/desk-1.1"],
        inline: "
            package ombud:sdk;
            world sla-provider {
                import ombud:desk/sla@1.1.0;
                export ombud:desk/sla@1.1.0;
            }
        ",
        world: "ombud:sdk/sla-provider",
        merge_structurally_equal_types: true,
        with: {
            "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types,
            "ombud:desk/sla@1.1.0": crate::bindings::queues::ombud::desk1_1_0::sla,
        },
        pub_export_macro: true,
        export_macro_name: "export_sla",
        default_bindings_module: "::ombud_plugin::bindings::sla_provider",
    });
}

pub mod split_provider {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/desk"],
        inline: "
            package ombud:sdk;
            world split-provider {
                import ombud:desk/split@1.0.0;
                export ombud:desk/split@1.0.0;
            }
        ",
        world: "ombud:sdk/split-provider",
        merge_structurally_equal_types: true,
        with: {
            "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types,
            "ombud:desk/tickets@1.0.0": crate::bindings::plugin::ombud::desk::tickets,
            "ombud:desk/split@1.0.0": crate::bindings::plugin::ombud::desk::split,
        },
        pub_export_macro: true,
        export_macro_name: "export_split",
        default_bindings_module: "::ombud_plugin::bindings::split_provider",
    });
}

pub mod merge_provider {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/desk", "../../wit/desk-1.1"],
        inline: "
            package ombud:sdk;
            world merge-provider {
                import ombud:desk/merge@1.1.0;
                export ombud:desk/merge@1.1.0;
            }
        ",
        world: "ombud:sdk/merge-provider",
        merge_structurally_equal_types: true,
        with: {
            "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types,
            "ombud:desk/tickets@1.0.0": crate::bindings::plugin::ombud::desk::tickets,
            "ombud:desk/merge@1.1.0": crate::bindings::queues::ombud::desk1_1_0::merge,
        },
        pub_export_macro: true,
        export_macro_name: "export_merge",
        default_bindings_module: "::ombud_plugin::bindings::merge_provider",
    });
}

pub mod canned_provider {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/desk", "../../wit/desk-1.1"],
        inline: "
            package ombud:sdk;
            world canned-provider {
                import ombud:desk/canned@1.1.0;
                import ombud:desk/enclosures@1.1.0;
                import ombud:desk/phrases@1.1.0;
                export ombud:desk/canned@1.1.0;
                export ombud:desk/enclosures@1.1.0;
                export ombud:desk/phrases@1.1.0;
            }
        ",
        world: "ombud:sdk/canned-provider",
        merge_structurally_equal_types: true,
        with: {
            "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types,
            "ombud:desk/tickets@1.0.0": crate::bindings::plugin::ombud::desk::tickets,
            "ombud:desk/canned@1.1.0": crate::bindings::queues::ombud::desk1_1_0::canned,
            "ombud:desk/enclosures@1.1.0": crate::bindings::queues::ombud::desk1_1_0::enclosures,
            "ombud:desk/phrases@1.1.0": crate::bindings::queues::ombud::desk1_1_0::phrases,
        },
        pub_export_macro: true,
        export_macro_name: "export_canned",
        default_bindings_module: "::ombud_plugin::bindings::canned_provider",
    });
}

/// What came with 1.1 of what feature plugins offer to each other; only imports.
pub mod queues {
    wit_bindgen::generate!({
        path: ["../../wit/kernel", "../../wit/desk", "../../wit/desk-1.1"],
        world: "ombud:desk/desk@1.1.0",
        with: {
            "ombud:kernel/types@1.0.0": crate::bindings::plugin::ombud::kernel::types,
            "ombud:desk/tickets@1.0.0": crate::bindings::plugin::ombud::desk::tickets,
        },
        generate_all,
        additional_derives: [PartialEq, serde::Serialize, serde::Deserialize],
        additional_derives_ignore: ["whose", "hearing"],
    });
}
