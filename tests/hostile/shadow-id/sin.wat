;; Takes the name of a path of the kernel, or of a plugin that is there.
;;
;; Contained at the door: those names are taken, and a name belongs to the hand that came first.

(component)
