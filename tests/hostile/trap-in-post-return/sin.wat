;; Answers, and traps when the kernel lets go of the answer.
;;
;; Contained as every trap: whether the answer was there already makes no difference.

(module
  (memory (export "memory") 1)
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
  (func (export "ombud:kernel/http@1.0.0#handle")
    (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) (i32.const 64))
  (func (export "cabi_post_ombud:kernel/http@1.0.0#handle") (param i32) unreachable)
)
