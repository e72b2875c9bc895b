//! One list of functions, four shapes: to call, to provide, to fake, and the generated guest trait.

/// Arguments are written `name: Owned as Borrowed`: providers get the owned type, callers give the borrowed one.
macro_rules! service {
    ($plugin:literal, $accessor:ident, $component:ident, $provider:path, $imports:path;
     $($(#[$doc:meta])* fn $name:ident($($arg:ident: $owned:ty as $borrowed:ty),*) -> $answer:ty;)+) => {
        #[cfg(target_arch = "wasm32")]
        use $imports as imports;

        $($(#[$doc])*
        pub fn $name(cx: &$crate::Cx, $($arg: $borrowed),*) -> $crate::Result<$answer> {
            #[cfg(target_arch = "wasm32")]
            {
                let _ = cx;
                imports::$name($($arg),*)
            }
            #[cfg(not(target_arch = "wasm32"))]
            cx.kernel().$accessor()?.$name($($arg),*)
        })+

        /// What a plugin implements that provides this interface.
        pub trait Provider {
            $($(#[$doc])*
            fn $name(cx: &$crate::Cx, $($arg: $owned),*) -> $crate::Result<$answer>;)+
        }

        /// The interface as a test puts it behind a [`crate::testing::FakeKernel`]. Implement what the test
        /// needs; the rest answers `unavailable`.
        #[cfg(not(target_arch = "wasm32"))]
        pub trait Service {
            $($(#[$doc])*
            fn $name(&self, $($arg: $borrowed),*) -> $crate::Result<$answer> {
                $(let _ = $arg;)*
                Err($crate::Error::unavailable(
                    concat!("the fake of `", $plugin, "` has no `", stringify!($name), "`"),
                ))
            })+
        }

        #[cfg(not(target_arch = "wasm32"))]
        impl<P: Provider> Service for $crate::testing::Provided<P> {
            $(fn $name(&self, $($arg: $borrowed),*) -> $crate::Result<$answer> {
                P::$name(self.cx(), $($arg.to_owned()),*)
            })+
        }

        #[cfg(target_arch = "wasm32")]
        impl<P: Provider> $provider for $crate::$component<P> {
            $(fn $name($($arg: $owned),*) -> $crate::Result<$answer> {
                P::$name(&$crate::export::enter(), $($arg),*)
            })+
        }
    };
}

pub(super) use service;
