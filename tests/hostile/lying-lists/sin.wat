;; Answers with lists and texts that are not where it says, or no texts at all.
;;
;; Contained by the check of each pointer, length and letter that a guest gives.

(module
  (memory (export "memory") 1)
  ;; An answer whose body has four gigabytes.
  (data (i32.const 64) "\00\00\00\00\c8\00\00\00\00\00\00\00\00\00\00\00\10\00\00\00\ff\ff\ff\ff")
  ;; One whose headers begin outside of the memory.
  (data (i32.const 128) "\00\00\00\00\c8\00\00\00\00\00\ff\ff\01\00\00\00\00\00\00\00\00\00\00\00")
  ;; An error that is none of those that there are.
  (data (i32.const 192) "\01\00\00\00\63\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00")
  ;; An error whose words are not UTF-8.
  (data (i32.const 256) "\01\00\00\00\00\00\00\00\40\01\00\00\04\00\00\00\00\00\00\00\00\00\00\00")
  (data (i32.const 320) "\ff\fe\fd\fc")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
  ;; The length of the path says which: `/1`, `/22`, `/333`, `/4444`.
  (func (export "ombud:kernel/http@1.0.0#handle")
    (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    (i32.mul (i32.const 64) (i32.sub (local.get 3) (i32.const 1))))
)
