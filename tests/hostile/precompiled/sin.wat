;; Is machine code already, made by the very compiler of the desk.
;;
;; Contained at the door: machine code is never taken from outside.

(component)
