;; Says of itself forty megabytes of text.
;;
;; Contained at the door, by the size of a manifest.

(component)
