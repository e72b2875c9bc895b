;; Imports an interface of the kernel that there is not, and a function of one that has none of that name.
;;
;; Contained when it is linked: what is not there is not made up.

(component
  (import "ombud:kernel/context@1.0.0" (instance (export "become-owner" (func))))
)
