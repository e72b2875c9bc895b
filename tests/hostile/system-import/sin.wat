;; Imports the files of the system (WASI), and says so in its manifest.
;;
;; Contained at the door: the system cannot be linked.

(component
  (import "wasi:filesystem/preopens@0.2.0" (instance))
)
