"""New emoji from few pictures: generators (torch, for the lab alone) and the measures that judge them (NumPy)."""
