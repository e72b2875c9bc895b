;; Traps when the kernel asks for room to hand it the request.
;;
;; Contained as every trap: the call ends, and nothing of it is kept.

(module
  (memory (export "memory") 1)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)
  (func (export "ombud:kernel/http@1.0.0#handle")
    (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) (i32.const 64))
)
