use ombud_access::*;

enum Everything {}

fn private(caller: &Authority, plugin: &PluginId, filed: &Envelope) -> Result<Permit<Everything>, Denial> {
    caller.permit_private(plugin, filed, None)
}

fn main() {}
