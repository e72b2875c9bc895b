;; Has two manifests: a harmless one to look at, and another one.
;;
;; Contained at the door: a plugin has exactly one.

(component)
