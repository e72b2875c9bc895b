;; Brings two hundred memories, each of them small enough.
;;
;; Contained when it is compiled: a component has its share of what all have together.

(component
  (core module $memory (memory 1))
  ;;@ 200 (core instance (instantiate $memory))
)
