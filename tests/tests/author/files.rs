//! `ombud plugin build` and `pack`.

use crate::{begun, edit, folder, plugin, show};
use ombud_tests::program::root;

#[test]
fn what_is_built_is_for_oneself_and_what_is_packed_is_for_others() {
    let place = folder();
    let greeter = begun(place.path(), "greeter");
    let built = plugin(&["build", &show(&greeter)]);
    assert_eq!(built.code, Some(0), "{}{}", built.out, built.err);
    assert!(built.out.contains("greeter.wasm (") && built.out.contains("KiB, made in "), "{}", built.out);
    assert!(built.out.contains("  ombud:kernel/records@1.0.0"), "{}", built.out);
    assert!(root().join("target/greeter.wasm").is_file());

    let (key, out) = (place.path().join("key"), show(place.path()));
    assert_eq!(plugin(&["key", &show(&key)]).code, Some(0));
    let pack = || plugin(&["pack", &show(&greeter), "--key", &show(&key), "--out", &out]);
    let packed = pack();
    assert_eq!(packed.code, Some(0), "{}{}", packed.out, packed.err);
    let file = place.path().join("greeter-0.1.0.wasm");
    assert!(packed.out.contains("is signed by "), "{}", packed.out);
    let inspected = plugin(&["inspect", &show(&file)]);
    assert!(inspected.out.contains("signed with the key "), "{}", inspected.out);

    // The same again is the same; another one under the same version is none.
    assert_eq!(pack().code, Some(0));
    edit(&greeter.join("plugin.toml"), "greeting = \"Hello\"", "greeting = \"Dober dan\"");
    assert!(pack().err.contains("count `version` in plugin.toml"));
}
