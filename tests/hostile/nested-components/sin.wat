;; Has a hundred thousand components inside, which do nothing.
;;
;; Contained at the door, by how many a file may have.

(component
  ;;@ 100000 (component)
)
