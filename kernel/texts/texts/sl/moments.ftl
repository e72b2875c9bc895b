# Kako dolgo je že od nečesa in koliko zasede.

ago-now = pravkar
ago-minutes = pred { $count } min
ago-hours = pred { $count } h
ago-yesterday = včeraj
ago-days = { $count ->
    [one] pred { $count } dnevom
    [two] pred { $count } dnevoma
    [few] pred { $count } dnevi
   *[other] pred { $count } dnevi
}
ago-months = { $count ->
    [one] pred { $count } mesecem
    [two] pred { $count } mesecema
    [few] pred { $count } meseci
   *[other] pred { $count } meseci
}
ago-years = { $count ->
    [one] pred { $count } letom
    [two] pred { $count } letoma
    [few] pred { $count } leti
   *[other] pred { $count } leti
}
bytes = { $count ->
    [one] { $count } bajt
    [two] { $count } bajta
    [few] { $count } bajti
   *[other] { $count } bajtov
}
