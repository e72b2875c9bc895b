;; Imports the interface of tickets and means another one by it.
;;
;; Contained when it is linked: both sides must mean the same.

(component
  (type $error (variant (case "not-found" string)))
  (import "ombud:desk/tickets@1.0.0" (instance
    (export "get" (func (param "id" u64) (result u64)))))
)
