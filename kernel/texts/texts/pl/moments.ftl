# Jak dawno coś się stało i jak jest duże.

ago-now = przed chwilą
ago-minutes = { $count } min temu
ago-hours = { $count } godz. temu
ago-yesterday = wczoraj
ago-days = { $count ->
    [one] { $count } dzień temu
    [few] { $count } dni temu
    [many] { $count } dni temu
   *[other] { $count } dnia temu
}
ago-months = { $count ->
    [one] { $count } miesiąc temu
    [few] { $count } miesiące temu
    [many] { $count } miesięcy temu
   *[other] { $count } miesiąca temu
}
ago-years = { $count ->
    [one] { $count } rok temu
    [few] { $count } lata temu
    [many] { $count } lat temu
   *[other] { $count } roku temu
}
bytes = { $count ->
    [one] { $count } bajt
    [few] { $count } bajty
    [many] { $count } bajtów
   *[other] { $count } bajta
}
