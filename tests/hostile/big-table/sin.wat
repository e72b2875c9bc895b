;; Wants a table of ten million functions from the start.
;;
;; Contained when it is compiled: no guest has so large a table.

(module
  (table 10000000 funcref)
  (memory (export "memory") 1)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
  (func (export "ombud:kernel/http@1.0.0#handle")
    (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) (i32.const 64))
)
