import pytest

torch = pytest.importorskip("torch")

from gyeol.errors import BadSetting  # noqa: E402
from gyeol.generate import dcgan, deligan, latent  # noqa: E402

pytestmark = pytest.mark.lab
MAKERS = {
    "dcgan": lambda: dcgan.Generator(dcgan.Config(size=12, width=4)),
    "deligan": lambda: deligan.Generator(deligan.Config(size=12, width=4, n_components=3, spread_weight=0.5)),
    "latent": lambda: latent.Generator(latent.Config(size=12, width=4, n_learned=5)),
}


@pytest.fixture(params=MAKERS)
def generator(request):
    torch.manual_seed(0)
    return MAKERS[request.param]()


def drawn(generator, n, seed=0):
    return generator.latent(n, torch.Generator().manual_seed(seed))


def test_pictures_have_their_shape_and_range(generator):
    pictures = generator(drawn(generator, 3))
    assert pictures.shape == (3, 3, 64, 64)
    assert pictures.abs().max() <= 1
    assert dcgan.Discriminator(generator.config)(pictures).shape == (3,)


def test_a_seed_gives_the_same_latents_and_another_seed_others(generator):
    assert torch.equal(drawn(generator, 4), drawn(generator, 4))
    assert not torch.equal(drawn(generator, 4), drawn(generator, 4, seed=1))


def test_every_parameter_learns(generator):
    # many samples, so that each component of the mixture is drawn
    (generator(drawn(generator, 40)).square().mean() + generator.penalty()).backward()
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in generator.parameters())


def test_deligan_draws_around_its_means():
    made = MAKERS["deligan"]()
    with torch.no_grad():
        made.spread.zero_()
    z = drawn(made, 200)
    assert {tuple(row.tolist()) for row in z} == {tuple(row.tolist()) for row in made.mean}
    assert made.penalty().item() == pytest.approx(0.5)


def test_latent_moves_the_mean_of_a_sample_by_at_most_one():
    made = MAKERS["latent"]()
    with torch.no_grad():
        made.adjust.weight.zero_()
        made.adjust.bias.zero_()
    z = drawn(made, 500)
    assert made.adjust.weight.shape == (12, 7)
    assert z.std(dim=1).max() < 1e-6
    assert -1 <= z.min() < -0.9
    assert 0.9 < z.max() <= 1


@pytest.mark.parametrize("n", [0, 12])
def test_latent_refuses_an_impossible_part(n):
    with pytest.raises(BadSetting, match="1 to size"):
        latent.Generator(latent.Config(size=12, n_learned=n))
