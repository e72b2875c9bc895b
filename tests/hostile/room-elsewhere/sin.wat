;; Gives the kernel room that lies outside of its memory, and then some that is crooked.
;;
;; Contained by the check of each pointer that a guest gives.

(module
  (memory (export "memory") 1)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const -7))
  (func (export "ombud:kernel/http@1.0.0#handle")
    (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) (i32.const 64))
)
