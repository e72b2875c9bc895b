;; Wants two gigabytes of memory from the start.
;;
;; Contained when it is compiled: no guest has so much.

(module
  (memory (export "memory") 32768)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
  (func (export "ombud:kernel/http@1.0.0#handle")
    (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) (i32.const 64))
)
