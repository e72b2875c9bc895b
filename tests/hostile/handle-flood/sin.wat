;; Makes millions of handles of a resource of its own, and drops none.
;;
;; Contained by the handles that a guest may have, and by its processor time.

(module
  (import "[export]sin:handles/things@1.0.0" "[resource-new]thing" (func $new (param i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
  (func (export "ombud:kernel/http@1.0.0#handle")
    (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    (loop $more
      (drop (call $new (i32.const 7)))
      (br $more))
    unreachable)
)
