;; Calls a plugin that calls a plugin that calls a plugin, and at last itself.
;;
;; Contained by the depth of a call, and by the plugins that are part of it already.

(module
  (import "sin:chain/next@1.0.0" "go" (func $next (param i32)))
  (memory (export "memory") 1)
  (global $free (mut i32) (i32.const 1024))
  ;; What is given away once is never given again.
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
    (global.set $free (i32.add (local.get $at) (local.get 3)))
    (local.get $at))
  ;; One more than what the next one says, or its error.
  (func (export "sin:chain/this@1.0.0#go") (result i32)
    (call $next (i32.const 64))
    (if (i32.eqz (i32.load8_u (i32.const 64)))
      (then (i32.store (i32.const 68) (i32.add (i32.load (i32.const 68)) (i32.const 1)))))
    (i32.const 64))
  ;; An error is laid out in the same way there and here; all else is 204.
  (func (export "ombud:kernel/http@1.0.0#handle")
    (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    (call $next (i32.const 64))
    (if (i32.load8_u (i32.const 64)) (then (return (i32.const 64))))
    (i32.store (i32.const 132) (i32.const 204))
    (i32.const 128))
)
