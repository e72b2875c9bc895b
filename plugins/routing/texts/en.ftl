# The words of the plugin that gives tickets out.

given-to = Given to { $name }
previous = had this customer's last ticket
has-skill = has the skill “{ $skill }”
no-skill = nobody who was there has the skill “{ $skill }”
speaks = speaks the language of the ticket ({ $language })
load = then had { $has } of { $most } new and open tickets
came-back = it was put back since
