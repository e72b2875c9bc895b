;; Loops before its first function is called, when it is made ready.
;;
;; Contained by the processor time of a call: making an instance is part of it. Installing runs none of it.

(module
  (memory (export "memory") 1)
  (start $start)
  (func $start (loop $for-ever (br $for-ever)))
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
  (func (export "ombud:kernel/http@1.0.0#handle")
    (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) (i32.const 64))
)
