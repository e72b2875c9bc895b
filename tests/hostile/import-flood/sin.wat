;; Imports ten thousand interfaces, all of them declared.
;;
;; Contained at the door, by the size of what a component may name.

(component
  ;;@ 10000 (import "a:b{n}/c@1.0.0" (instance))
)
