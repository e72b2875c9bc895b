;; Offers the interface of tickets in place of the plugin that does.
;;
;; Contained when it is installed: what one offers another cannot offer too.

(component
  (instance $nothing)
  (export "ombud:desk/tickets@1.0.0" (instance $nothing))
)
