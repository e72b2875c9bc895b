;; Has a type that is made of two of the one before, a hundred times over.
;;
;; Contained at the door: how large a type may be in all is checked before it is built.

(component
  (type $t0 (tuple u64 u64))
  ;;@ 100 (type $t{n} (tuple $t{p} $t{p}))
)
