;; Wants to hand handles over to another plugin, where they would mean something else.
;;
;; Contained when it is linked: only values cross between plugins.

(component
  (import "a:b/c@1.0.0" (instance
    (export "thing" (type (sub resource)))
    (export "take" (func (param "thing" (own 0))))))
)
