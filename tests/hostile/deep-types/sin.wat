;; Has lists of lists of lists, twenty thousand deep.
;;
;; Contained at the door, by the depth of a type.

(component
  (type $t0 (list u8))
  ;;@ 20000 (type $t{n} (list $t{p}))
  (import "a:b/c@1.0.0" (instance))
)
