;; Lets a table grow until it has a million places, and answers only if it does.
;;
;; Contained by the places that the tables of a guest may have.

(module
  (table $t 1 funcref)
  (memory (export "memory") 1)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
  (func (export "ombud:kernel/http@1.0.0#handle")
    (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    (local $stuck i32)
    (loop $more
      (local.set $stuck (i32.eq (i32.const -1) (table.grow $t (ref.null func) (i32.const 10000))))
      (br_if $more (i32.and (i32.eqz (local.get $stuck)) (i32.lt_u (table.size $t) (i32.const 1000000)))))
    (if (local.get $stuck) (then unreachable))
    (i32.const 64))
)
