;; Is a core module and no component.
;;
;; Contained at the door.

(module (memory 1))
