;; Takes a name that looks like another one: with foreign letters, capitals, dots or nothing.
;;
;; Contained at the door: a name has small letters, digits and hyphens.

(component)
